internal import Failures

/// Reads a JSON text (RFC 8259) strictly.
///
/// Goals, in order: never trap and never recurse without bound, whatever the bytes; name the byte
/// that is wrong; refuse what readers understand differently (a key given twice, half a surrogate
/// pair, a number beyond the range of Double), since headers of files decide sizes of memory.
struct JSONParser {
  /// Where a text stops being JSON.
  struct Mistake: Error {
    let what: String
    let offset: Int
  }

  private static let deepest = 128

  private let bytes: ArraySlice<UInt8>
  private let dialect: JSONDialect
  private var position: Int
  private var depth = 0

  private init(_ bytes: ArraySlice<UInt8>, _ dialect: JSONDialect) {
    self.bytes = bytes
    self.dialect = dialect
    position = bytes.startIndex
  }

  /// The value of a whole text; white space around it is allowed.
  static func parse(_ bytes: ArraySlice<UInt8>, _ dialect: JSONDialect = .strict) throws(Mistake)
    -> JSONValue
  {
    var parser = JSONParser(bytes, dialect)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.endIndex else {
      throw parser.mistake("there is text after the end of the JSON value")
    }
    return value
  }

  private func mistake(_ what: String) -> Mistake {
    Mistake(what: what, offset: position - bytes.startIndex)
  }

  private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, [0x20, 0x0a, 0x0d, 0x09].contains(byte) { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let byte = current, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(Mistake) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try nested { parser throws(Mistake) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(Mistake) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "N") where dialect == .python: return try literal("NaN", .double(.nan))
    case UInt8(ascii: "I") where dialect == .python:
      return try literal("Infinity", .double(.infinity))
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(Mistake) -> JSONValue
  ) throws(Mistake) -> JSONValue {
    guard depth < Self.deepest else {
      throw mistake("JSON is nested more than \(Self.deepest) levels deep")
    }
    depth += 1
    position += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Mistake) -> JSONValue {
    var members: [String: JSONValue] = [:]
    skipSpace()
    if skip("}") { return .object(members) }
    repeat {
      skipSpace()
      let start = position
      guard current == UInt8(ascii: "\"") else { throw mistake("a key in quotes is missing") }
      let key = try string()
      guard members[key] == nil else {
        throw Mistake(what: "the key \"\(key)\" occurs twice", offset: start - bytes.startIndex)
      }
      skipSpace()
      guard skip(":") else { throw mistake("a colon is missing after the key \"\(key)\"") }
      members[key] = try value()
      skipSpace()
    } while skip(",")
    guard skip("}") else { throw mistake("a comma or the end of the object is missing") }
    return .object(members)
  }

  private mutating func array() throws(Mistake) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if skip("]") { return .array(elements) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while skip(",")
    guard skip("]") else { throw mistake("a comma or the end of the array is missing") }
    return .array(elements)
  }

  private mutating func literal(_ word: String, _ value: JSONValue) throws(Mistake) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw mistake("not JSON") }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(Mistake) -> JSONValue {
    let start = position
    if skip("-"), dialect == .python, current == UInt8(ascii: "I") {
      return try literal("Infinity", .double(-.infinity))
    }
    let leadingZero = current == UInt8(ascii: "0")
    let wholeDigits = digits()
    guard wholeDigits > 0, !(leadingZero && wholeDigits > 1) else { throw mistake("not JSON") }
    var isWhole = true
    if skip(".") {
      isWhole = false
      guard digits() > 0 else { throw mistake("a number lacks digits after its decimal point") }
    }
    if skip("e") || skip("E") {
      isWhole = false
      if !skip("+") { _ = skip("-") }
      guard digits() > 0 else { throw mistake("a number lacks digits in its exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .int(whole) }
    guard let number = Double(text), number.isFinite else {
      throw mistake("the number \(text) is beyond the range of 64-bit numbers")
    }
    return .double(number)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position - start
  }

  private mutating func string() throws(Mistake) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw mistake("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw mistake("a string contains a control character")
      default: text.append(byte)
      }
    }
    throw mistake("a string is not closed")
  }

  private mutating func escaped() throws(Mistake) -> Unicode.Scalar {
    guard let byte = current else { throw mistake("a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw mistake("a string contains an unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(Mistake) -> Unicode.Scalar {
    let high = try fourHexDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xdc00, skip("\\"), skip("u") else {
      throw mistake("a string holds half a surrogate pair")
    }
    let low = try fourHexDigits()
    guard (0xdc00..<0xe000).contains(low),
      let scalar = Unicode.Scalar(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
    else { throw mistake("a string holds half a surrogate pair") }
    return scalar
  }

  private mutating func fourHexDigits() throws(Mistake) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw mistake("\\u is not followed by four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// Which texts are read as JSON.
public enum JSONDialect: Sendable {
  /// Those of RFC 8259.
  case strict
  /// Also `NaN`, `Infinity` and `-Infinity`, as Python's `json` writes numbers that are not finite.
  case python
}

extension JSONValue {
  /// Parses a JSON text. Keys that occur twice are refused.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - source: What the text belongs to, named in messages; such as a path.
  ///   - dialect: Which texts are read.
  /// - Throws: `Failure` (data) that names the source and the byte.
  public init(parsing bytes: [UInt8], from source: String, _ dialect: JSONDialect = .strict) throws
  {
    do {
      self = try JSONParser.parse(bytes[...], dialect)
    } catch {
      throw Failure(.data, error.what, at: .file(source, .byte(error.offset)))
    }
  }

  /// Parses a JSON text; see ``init(parsing:from:)``.
  public init(parsing text: String, from source: String) throws {
    try self.init(parsing: Array(text.utf8), from: source)
  }
}
