/// Shorter forms of the names of axes: without what stands in parentheses, the last first, then without
/// what follows the colon.
package enum AxisNames {
  /// The name itself and its shorter forms, the longest first; none of them is empty but for an empty
  /// name.
  package static func forms(of name: String) -> [String] {
    var forms = [name]
    var rest = name[...]
    while let parenthesis = rest.lastIndex(of: "(") {
      rest = rest[..<parenthesis]
      forms.append(trimmed(rest))
    }
    if let colon = name.firstIndex(of: ":") { forms.append(trimmed(name[..<colon])) }
    return [name] + forms.dropFirst().filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }
}
