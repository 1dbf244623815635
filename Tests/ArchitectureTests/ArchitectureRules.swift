/// The rules of the architecture (README, "The way the data goes") as data, and the check of
/// one file against them.
struct ArchitectureRules {
  /// For each module, the modules of this package and of others that it may import.
  let mayImport: [String: Set<String>]
  /// The modules that may import none of the system's modules.
  let withoutFoundation: Set<String>
  /// The modules that may import the C library, for system calls.
  let mayCallTheSystem: Set<String>
  /// The modules in which `unsafe` may stand.
  let mayBeUnsafe: Set<String>
  /// The modules that may write to the standard streams.
  let mayPrint: Set<String>
  /// The longest file, in lines.
  let longestFile: Int

  static let cLibrary: Set<String> = ["Glibc", "Darwin"]
  /// Elementary functions under one name on every platform; every module may import them.
  static let elementaryFunctions: Set<String> = ["RealModule"]
  static let system: Set<String> = [
    "Foundation", "FoundationEssentials", "Dispatch", "Synchronization",
  ]

  /// What the file breaks, one line each; empty when nothing.
  func violations(in file: SourceFile) -> [String] {
    var found: [String] = []
    if file.lineCount > longestFile {
      found.append("\(file.path): \(file.lineCount) lines, at most \(longestFile) are allowed")
    }
    guard file.isSwift else { return found }
    found += importViolations(in: file)
    let code = file.code
    if !mayBeUnsafe.contains(file.module) {
      found += matches(
        of: /\b(?:unsafe|Unsafe\w+|withUnsafe\w+|unsafe[A-Z]\w*)\b/, hints: ["nsafe"], in: code
      ).map {
        "\(file.path):\($0.line): \($0.text) is not allowed in \(file.module)"
      }
    }
    if !mayPrint.contains(file.module) {
      let output =
        /(?:^|[^\w.])(?:print|debugPrint|dump|puts|fputs|printf|perror|stdout|stderr)\b(?!\s*:)/
      let hints = ["rint", "dump", "puts", "perror", "std"]
      found += matches(of: output, hints: hints, in: code).map {
        "\(file.path):\($0.line): a library writes to a standard stream (\($0.text))"
      }
    }
    found += matches(
      of: /\b(?:fatalError|Mirror)\s*\(/, hints: ["fatalError", "Mirror"], in: code
    ).map {
      "\(file.path):\($0.line): \($0.text)) is not used here"
    }
    return found
  }

  private func importViolations(in file: SourceFile) -> [String] {
    guard let allowed = mayImport[file.module] else {
      return ["\(file.path): the module \(file.module) does not stand in the table"]
    }
    var besides = Self.elementaryFunctions
    if !withoutFoundation.contains(file.module) { besides.formUnion(Self.system) }
    if mayCallTheSystem.contains(file.module) { besides.formUnion(Self.cLibrary) }
    return file.imports
      .filter { !allowed.contains($0.module) && !besides.contains($0.module) }
      .map { "\(file.path):\($0.line): \(file.module) may not import \($0.module)" }
  }

  /// Where a pattern occurs. Only lines that hold one of the hints are looked at closely: a regular
  /// expression on every line of every file takes seconds.
  private func matches(of pattern: Regex<Substring>, hints: [String], in code: String)
    -> [(text: String, line: Int)]
  {
    guard hints.contains(where: code.contains) else { return [] }
    // Unicode's word boundaries take "a.b" for one word.
    let simple = pattern.wordBoundaryKind(.simple)
    return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      index, line in
      guard hints.contains(where: line.contains) else { return [(text: String, line: Int)]() }
      return line.matches(of: simple).map { match in
        (String(match.output.drop { !$0.isLetter }), index + 1)
      }
    }
  }
}
