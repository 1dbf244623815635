import Testing

@Suite("The architecture's rules")
struct ArchitectureRulesTests {
  @Test("every file under Sources keeps them")
  func sourcesKeepTheRules() throws {
    let files = try sourceFiles()
    #expect(files.count > 20, "the sources were not found")
    #expect(files.contains { $0.path == "basin/Basin.swift" })
    #expect(files.flatMap(ArchitectureRules.basin.violations(in:)) == [])
  }

  @Test(
    "an import that the table forbids is found",
    arguments: [
      ("Landscapes/A.swift", "internal import Training", "Training"),
      ("Landscapes/A.swift", "import Analysis", "Analysis"),
      ("Networks/A.swift", "public import Datasets", "Datasets"),
      ("Kernels/A.swift", "internal import Tensors", "Tensors"),
      ("Tensors/A.swift", "internal import COpenBLAS", "COpenBLAS"),
      ("Analysis/A.swift", "import Networks", "Networks"),
      ("Figures/A.swift", "import CCairo", "CCairo"),
      ("Reports/A.swift", "import CairoRendering", "CairoRendering"),
      ("Comparisons/A.swift", "import ArgumentParser", "ArgumentParser"),
      ("Grids/A.swift", "import Foundation", "Foundation"),
      ("Kernels/A.swift", "import Glibc", "Glibc"),
      ("Grids/A.swift", "  internal import struct Tensors.Shape", "Tensors"),
      ("basin/A.swift", "@preconcurrency import CHDF5", "CHDF5"),
      ("Training/A.swift", "@_spi(Inner) public import Landscapes", "Landscapes"),
      ("Archives/A.swift", "let a = 1 /* x */\nimport Networks", "Networks"),
    ])
  func forbiddenImport(path: String, text: String, module: String) {
    let found = ArchitectureRules.basin.violations(in: SourceFile(path: path, text: text))
    #expect(found.count == 1)
    #expect(found.first?.contains("may not import \(module)") == true)
  }

  @Test(
    "an import that the table allows is not",
    arguments: [
      ("Landscapes/A.swift", "public import Grids\ninternal import Networks"),
      ("Grids/A.swift", "internal import RealModule"),
      ("Archives/A.swift", "#if canImport(Glibc)\n  import Glibc\n#else\n  import Darwin\n#endif"),
      ("Kernels/A.swift", "internal import COpenBLAS\ninternal import Dispatch"),
      ("Analysis/A.swift", "// import Networks\n/* import\nimport Tensors /* */ */ import Grids"),
      ("Analysis/A.swift", "let text = \"\"\"\n  import Networks\n  \"\"\""),
      ("Analysis/A.swift", "let important = 1\nimportant import"),
    ])
  func allowedImport(path: String, text: String) {
    #expect(ArchitectureRules.basin.violations(in: SourceFile(path: path, text: text)) == [])
  }

  @Test("a module that does not stand in the table is found")
  func unknownModule() {
    let file = SourceFile(path: "Utilities/A.swift", text: "let a = 1\n")
    #expect(ArchitectureRules.basin.violations(in: file).count == 1)
  }

  @Test(
    "unsafe code is found outside its modules",
    arguments: [
      "let a = unsafe b", "func f(_ p: UnsafePointer<Int>) {}", "a.withUnsafeBytes { $0 }",
      "let a = unsafeBitCast(b, to: Int.self)", "nonisolated(unsafe) var a = 1",
      "let a = \"value: \\(unsafe b)\"",
    ])
  func unsafeCode(text: String) {
    let rules = ArchitectureRules.basin
    #expect(rules.violations(in: SourceFile(path: "Landscapes/A.swift", text: text)) != [])
    #expect(rules.violations(in: SourceFile(path: "Archives/A.swift", text: text)) == [])
  }

  @Test("the word unsafe in a comment, a string or a longer word is not unsafe code")
  func unsafeWords() {
    let text =
      "// unsafe\nlet a = \"unsafe \\\" unsafe\"\nlet b = #\"unsafe \"x\" \"#\nlet isunsafe = 1"
    let file = SourceFile(path: "Landscapes/A.swift", text: text)
    #expect(ArchitectureRules.basin.violations(in: file) == [])
  }

  @Test(
    "a library that prints is found",
    arguments: ["print(1)", "  debugPrint(a)", "a = b; fputs(c, d)", "write(stderr)", "{print(1)}"])
  func printing(text: String) {
    let rules = ArchitectureRules.basin
    #expect(rules.violations(in: SourceFile(path: "Analysis/A.swift", text: text)) != [])
    // The tool makes sure that what it writes arrives.
    #expect(rules.violations(in: SourceFile(path: "basin/A.swift", text: text)) != [])
    #expect(rules.violations(in: SourceFile(path: "basin-bench/A.swift", text: text)) == [])
  }

  @Test(
    "what only looks like printing is not",
    arguments: ["// print(1)", "let a = \"print(1)\"", "a.print(b)", "let blueprint = f(1)"])
  func notPrinting(text: String) {
    let file = SourceFile(path: "Analysis/A.swift", text: text)
    #expect(ArchitectureRules.basin.violations(in: file) == [])
  }

  @Test("traps and mirrors are found in any module", arguments: ["fatalError(\"\")", "Mirror(a)"])
  func traps(text: String) {
    let file = SourceFile(path: "basin/A.swift", text: text)
    #expect(ArchitectureRules.basin.violations(in: file).count == 1)
  }

  @Test("a file of 500 lines passes, one of 501 does not, C included")
  func longFiles() {
    let lines = String(repeating: "int a;\n", count: 500)
    let rules = ArchitectureRules.basin
    #expect(rules.violations(in: SourceFile(path: "CKernels/a.c", text: lines)) == [])
    #expect(rules.violations(in: SourceFile(path: "CKernels/a.c", text: lines + "int b;")) != [])
  }
}
