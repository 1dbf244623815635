internal import CZlib

/// Puts checksums right, so that damage is not refused before it is read.
enum Repair {
  /// Of the headers of a tar archive: where their blocks begin does not matter for this.
  static func tar(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for start in stride(from: 0, through: bytes.count - 512, by: 512)
    where bytes[start + 257..<start + 262].elementsEqual("ustar".utf8) {
      for place in start + 148..<start + 156 { bytes[place] = 0x20 }
      let digits = String(bytes[start..<start + 512].reduce(0) { $0 + Int($1) }, radix: 8)
      let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0 "
      bytes.replaceSubrange(start + 148..<start + 156, with: field.utf8)
    }
    return bytes
  }

  /// Of the chunks of a PNG file, as far as their lengths are right.
  static func png(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 8
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { break }
      let end = place + 8 + length
      let checksum = unsafe bytes[place + 4..<end].withUnsafeBytes {
        unsafe crc32(0, $0.baseAddress, UInt32($0.count))
      }
      for byte in 0..<4 {
        bytes[end + byte] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * byte))
      }
      place = end + 4
    }
    return bytes
  }
}
