internal import Archives

/// Text that may hold names from files and arguments, made fit to be shown: a name must not move the
/// cursor, ring the bell, turn the direction of writing or fill the screen.
package enum TerminalText {
  /// The longest line of a message, in characters.
  package static let longestLine = 300

  /// Lines of a message: visible, and each cut in its middle where it is too long, because what names the
  /// file stands at its start and what is wrong at its end.
  package static func message(_ text: String) -> String {
    visible(text).split(separator: "\n", omittingEmptySubsequences: false).map(shortened)
      .joined(separator: "\n")
  }

  /// A text in which every character that would do something other than be seen is written out:
  /// `\x1b`, `\u202e`. Tabs and ends of lines stay.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    // A carriage return belongs to the end of a line (as in CSV), or overwrites it.
    return text.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
      line.unicodeScalars.reduce(into: "") { result, scalar in
        if isHidden(scalar) {
          result += escape(scalar)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }.joined(separator: "\r\n")
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    // Control characters, line and paragraph separators, and what turns the direction of writing.
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    // Bytes of paths that are not UTF-8.
    default: PathText.byte(of: scalar) != nil
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let value = PathText.byte(of: scalar).map(UInt32.init) ?? scalar.value
    let digits = String(value, radix: 16)
    return value < 0x100
      ? "\\x" + String(repeating: "0", count: 2 - digits.count) + digits : "\\u" + digits
  }

  private static func shortened(_ line: Substring) -> String {
    guard line.count > longestLine else { return String(line) }
    let end = longestLine / 3
    return "\(line.prefix(longestLine - end - 1))…\(line.suffix(end))"
  }
}
