/// A file under `Sources`.
struct SourceFile {
  /// The path below `Sources`; its first component is the module.
  let path: String
  let text: String
  /// The code alone: comments and the insides of string literals are gone, line breaks stay, so
  /// that a word in a comment or a message breaks no rule.
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = SourceScanner(text).code()
  }

  var module: String { String(path.prefix { $0 != "/" }) }
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The lines of the file as an editor counts them.
  var lineCount: Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).count
      - (text.hasSuffix("\n") ? 1 : 0)
  }

  /// The modules that the file imports, with the number of the line.
  var imports: [(module: String, line: Int)] {
    code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      guard line.contains("import") else { return nil }
      let pattern =
        #/
        ^ \s* (?: @ \w+ (?: \( [^)]* \) )? \s+ )* (?: \w+ \s+ )? import \s+
        (?: (?: struct | class | enum | protocol | typealias | func | let | var ) \s+ )?
        (\w+)
        /#
      return line.firstMatch(of: pattern).map { (String($0.1), index + 1) }
    }
  }
}
