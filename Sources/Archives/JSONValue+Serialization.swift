extension JSONValue {
  /// The document as text in canonical form: keys sorted by their UTF-8 bytes, numbers in the
  /// shortest form that reads back as the same number, slashes and non-ASCII letters as they
  /// are. Equal values of equal cases give equal bytes.
  ///
  /// - Parameter pretty: true for one member per line, indented by two spaces; false for no
  ///   white space at all.
  public func serialized(pretty: Bool = false) -> String {
    var text = ""
    write(to: &text, indentation: pretty ? 0 : nil)
    return text
  }

  private func write(to text: inout String, indentation: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .double(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.write(quoted: value, to: &text)
    case .array(let elements):
      Self.write(elements, in: ("[", "]"), to: &text, indentation: indentation) {
        $1.write(to: &$0, indentation: $2)
      }
    case .object(let members):
      let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(ordered, in: ("{", "}"), to: &text, indentation: indentation) {
        Self.write(quoted: $1.key, to: &$0)
        $0 += $2 == nil ? ":" : ": "
        $1.value.write(to: &$0, indentation: $2)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], in brackets: (String, String), to text: inout String, indentation: Int?,
    each: (inout String, Item, Int?) -> Void
  ) {
    let inner = indentation.map { $0 + 2 }
    text += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      breakLine(&text, at: inner)
      each(&text, item, inner)
    }
    if !items.isEmpty { breakLine(&text, at: indentation) }
    text += brackets.1
  }

  private static func breakLine(_ text: inout String, at indentation: Int?) {
    guard let indentation else { return }
    text += "\n" + String(repeating: " ", count: indentation)
  }

  private static func write(quoted string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Control characters, and what turns the direction of writing: seen, not done.
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}"..."\u{202e}",
        "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONValue: CustomStringConvertible {
  /// The document in canonical form without white space.
  public var description: String { serialized() }
}
