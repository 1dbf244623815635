package import Figures

/// What SVG files say of themselves.
package enum SVGFile {
  /// The bytes that begin every SVG file of ours.
  package static let signature = Array("<svg ".utf8)

  static let manifestTag = "<basin:manifest xmlns:basin=\"urn:basin\">"

  /// The texts that stand before the drawing. Of a file that is cut off, those before its end.
  ///
  /// Every byte is looked at once, and no text is longer than the file.
  package static func facts(in bytes: [UInt8]) -> PictureFacts {
    var facts = PictureFacts()
    var at = 0
    while let opening = bytes[at...].firstIndex(of: UInt8(ascii: "<")),
      let end = bytes[opening...].firstIndex(of: UInt8(ascii: ">"))
    {
      let name = bytes[(opening + 1)..<end].prefix {
        $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n")
      }
      let content = bytes[(end + 1)...].prefix { $0 != UInt8(ascii: "<") }
      let isWhole = content.endIndex < bytes.endIndex
      let text = isWhole ? XMLText.unescaped(content) : nil
      switch String(decoding: name, as: UTF8.self) {
      case "title": facts.title = text
      case "desc": facts.description = text
      case "basin:manifest": facts.manifest = text
      case "svg", "metadata", "/title", "/desc", "/basin:manifest", "/metadata": break
      default: return facts
      }
      at = content.endIndex
    }
    return facts
  }
}
