import Foundation
import Testing

@Suite("What the documentation holds")
struct DocumentationTests {
  /// All modules of the library but the umbrella, in the order of the package.
  private let modules = PackageTable.basin.modules.map(\.folder)
    .filter { !["Umbrella", "basin", "basin-bench", "basin-fuzz"].contains($0) }

  /// `make docs` documents what `import Basin` exports.
  @Test("import Basin exports every module")
  func exports() throws {
    let exports = try text("Exports.swift").matches(of: /@_exported public import (\w+)/)
    #expect(modules.count > 15, "Package.swift was not read")
    #expect(exports.map { String($0.1) } == modules.sorted())
  }

  @Test("the first page leads to every module")
  func firstPage() throws {
    let links = try text("Basin.docc/Basin.md").matches(of: /\n- ``\/(\w+)``/)
    #expect(links.map { String($0.1) } == modules)
  }

  private func text(_ path: String) throws -> String {
    try String(
      contentsOf: packageRoot.appending(path: "Sources/Umbrella/\(path)"), encoding: .utf8)
  }
}
