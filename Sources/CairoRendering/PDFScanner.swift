/// Reads the parts of a PDF file that stand there unpacked.
struct PDFScanner {
  enum Value: Hashable {
    case text(String)
    /// The number of another object.
    case reference(Int)
  }

  private let bytes: [UInt8]
  private var at: Int

  init(_ bytes: [UInt8], at place: Int) {
    self.bytes = bytes
    at = min(max(place, 0), bytes.count)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte <= 0x20 { at += 1 }
  }

  /// The place of what comes next after spaces.
  var afterSpace: Int {
    var scanner = self
    scanner.skipSpace()
    return scanner.at
  }

  /// Goes behind a word that may stand anywhere; false where it does not.
  mutating func find(_ word: String) -> Bool {
    while at < bytes.count {
      if take(word) { return true }
      at += 1
    }
    return false
  }

  /// Goes behind a word if it comes next.
  mutating func take(_ word: String) -> Bool {
    skipSpace()
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  /// The whole number that comes next; nil where there is none, or a larger one than any file has
  /// bytes.
  mutating func number() -> Int? {
    skipSpace()
    let digits = bytes[at...].prefix(16).prefix { (0x30...0x39).contains($0) }
    at += digits.count
    return digits.count < 16 ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// The texts and the references of the dictionary that comes next, up to what this cannot read.
  mutating func dictionary() -> [String: Value] {
    var values: [String: Value] = [:]
    guard take("<<") else { return values }
    while take("/") {
      let name = bytes[at...].prefix { $0 > 0x20 && !"/<>()[]".utf8.contains($0) }
      at += name.count
      skipSpace()
      let key = String(decoding: name, as: UTF8.self)
      switch next {
      case UInt8(ascii: "("): values[key] = literal().map { .text(PDFScanner.text($0)) }
      case UInt8(ascii: "<"): values[key] = hexadecimal().map { .text(PDFScanner.text($0)) }
      case UInt8(ascii: "/"):
        at += 1
        at += bytes[at...].prefix { $0 > 0x20 && !"/<>()[]".utf8.contains($0) }.count
      default:
        guard let object = number() else { return values }
        if number() != nil, take("R") { values[key] = .reference(object) }
      }
    }
    return values
  }

  /// A string in parentheses; nil where it does not end.
  private mutating func literal() -> [UInt8]? {
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    ]
    var content: [UInt8] = []
    var depth = 0
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        if depth > 1 { content.append(byte) }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return content }
        content.append(byte)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { return nil }
        let digits = bytes[at...].prefix(3).prefix { (0x30...0x37).contains($0) }
        if digits.isEmpty {
          at += 1
          content.append(escapes[escaped] ?? escaped)
        } else {
          at += digits.count
          content.append(
            UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }))
        }
      default: content.append(byte)
      }
    }
    return nil
  }

  /// A string of hexadecimal digits between angle brackets; nil where it is none.
  private mutating func hexadecimal() -> [UInt8]? {
    guard let end = bytes[at...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
    var digits: [UInt8] = []
    for byte in bytes[(at + 1)..<end] where byte > 0x20 {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      digits.append(UInt8(digit))
    }
    if digits.count % 2 == 1 { digits.append(0) }
    at = end + 1
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// The text of a string: UTF-16 with the higher byte first where a mark says so, Latin-1 otherwise.
  private static func text(_ bytes: [UInt8]) -> String {
    guard bytes.starts(with: [0xFE, 0xFF]) else {
      return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }
}
