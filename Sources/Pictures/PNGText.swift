/// The texts that a PNG file carries beside its pixels (PNG specification, third edition,
/// section 11.3.3): `tEXt` and uncompressed `iTXt` chunks.
package struct PNGText {
  /// The eight bytes that begin every PNG file.
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The texts by keyword.
  package let texts: [String: String]

  /// Reads the chunks up to the first that does not fit into the file.
  package init(bytes: [UInt8]) {
    var texts: [String: String] = [:]
    var place = Self.signature.count
    // Length, type, data, checksum.
    while place + 12 <= bytes.count {
      let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - place - 12 else { break }
      let type = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
      let data = bytes[place + 8..<place + 8 + length]
      if let (keyword, text) = Self.text(type, data) { texts[keyword] = text }
      place += 12 + length
    }
    self.texts = texts
  }

  private static func text(_ type: String, _ data: ArraySlice<UInt8>) -> (String, String)? {
    guard type == "tEXt" || type == "iTXt", let end = data.firstIndex(of: 0) else { return nil }
    let keyword = String(decoding: data[..<end], as: UTF8.self)
    var rest = data[(end + 1)...]
    if type == "iTXt" {
      // Compression flag and method, then language and translated keyword, each ended by zero.
      guard rest.count >= 2, rest.first == 0 else { return nil }
      rest = rest.dropFirst(2)
      for _ in 0..<2 {
        guard let end = rest.firstIndex(of: 0) else { return nil }
        rest = rest[(end + 1)...]
      }
    }
    return (keyword, String(decoding: rest, as: UTF8.self))
  }
}
