/// Text as it stands in an XML document.
package enum XMLText {
  /// Text between tags or in double quotes. Characters that XML 1.0 does not allow become U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // A reader would make a space or a line feed of it.
      case "\r": result += "&#13;"
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
    default: false
    }
  }

  /// The text that stands between tags as bytes; what is no entity of XML's own is left as it is.
  static func unescaped(_ bytes: some Collection<UInt8>) -> String {
    let pieces = String(decoding: bytes, as: UTF8.self).split(
      separator: "&", omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(into: String(pieces.first ?? "")) { text, piece in
      guard let end = piece.firstIndex(of: ";"),
        let character = character(named: piece[..<end])
      else {
        text += "&" + piece
        return
      }
      text.unicodeScalars.append(character)
      text += piece[piece.index(after: end)...]
    }
  }

  private static func character(named name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#", name.utf8.count <= 9 else { return nil }
      let digits = name.dropFirst()
      let code = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return code.flatMap(Unicode.Scalar.init)
    }
  }
}
