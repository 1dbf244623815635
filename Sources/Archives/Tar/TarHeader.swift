/// The block before each entry of a tar archive (POSIX.1-1988, section 10.1.1).
struct TarHeader {
  let path: String
  let size: Int
  private let type: UInt8

  /// Nil unless the checksum fits and the size is a number.
  init?(parsing block: [UInt8]) {
    func text(_ range: Range<Int>) -> String {
      String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self)
    }
    let sum = block.indices.reduce(0) { sum, index in
      sum + ((148..<156).contains(index) ? 0x20 : Int(block[index]))
    }
    guard Self.octal(block[148..<156]) == sum, let size = Self.number(block[124..<136]) else {
      return nil
    }
    let prefix = block[257..<262].elementsEqual("ustar".utf8) ? text(345..<500) : ""
    path = (prefix.isEmpty ? "" : prefix + "/") + text(0..<100)
    self.size = size
    type = block[156]
  }

  /// Whether it is a regular file.
  var isFile: Bool { type == 0 || type == UInt8(ascii: "0") || type == UInt8(ascii: "7") }

  /// Whether contents follow, as they do for files but not for links, devices and folders.
  var hasData: Bool { !(UInt8(ascii: "1")...UInt8(ascii: "6")).contains(type) }

  /// Octal digits, or a big-endian number behind the byte 0x80 (GNU tar), below 2⁴⁸.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard field.first == 0x80 else { return octal(field) }
    guard field.dropFirst().dropLast(6).allSatisfy({ $0 == 0 }) else { return nil }
    return field.suffix(6).reduce(0) { $0 << 8 | Int($1) }
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = String(decoding: field, as: UTF8.self).split { $0 == " " || $0 == "\0" }
    return digits.count == 1 ? Int(digits[0], radix: 8).flatMap { $0 >= 0 ? $0 : nil } : nil
  }
}
