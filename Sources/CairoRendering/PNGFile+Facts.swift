internal import CPNG
package import Figures

extension PNGFile {
  /// The eight bytes that begin every PNG file.
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// What a PNG file says of itself.
  package static func facts(in bytes: [UInt8]) -> PictureFacts {
    let texts = texts(in: bytes)
    return PictureFacts(
      title: texts[Keyword.title], description: texts[Keyword.description],
      manifest: texts[Keyword.manifest])
  }

  /// The keywords of texts: PNG's own, and ours for the manifest.
  enum Keyword {
    static let title = "Title"
    static let description = "Description"
    static let software = "Software"
    static let manifest = "basin.manifest"
  }

  /// The texts that a PNG file carries before its pixels, by keyword (PNG specification, third edition,
  /// section 11.3.3). A damaged file has those before the damage, and what is no PNG file has none.
  package static func texts(in bytes: [UInt8]) -> [String: String] {
    var found: UnsafeMutablePointer<basin_png_text>?
    let count = unsafe basin_png_read_texts(bytes, bytes.count, &found)
    defer { unsafe basin_png_free_texts(found, count) }
    var texts: [String: String] = [:]
    for index in 0..<Int(count) {
      guard let text = unsafe found?[index] else { break }
      unsafe texts[latin1(text.keyword)] =
        text.is_international != 0 ? String(cString: text.text) : latin1(text.text)
    }
    return texts
  }

  private static func latin1(_ text: UnsafePointer<CChar>) -> String {
    let bytes = unsafe UnsafeBufferPointer(start: text, count: strlen(text))
    return String(
      String.UnicodeScalarView(unsafe bytes.map { Unicode.Scalar(UInt8(bitPattern: $0)) }))
  }
}
