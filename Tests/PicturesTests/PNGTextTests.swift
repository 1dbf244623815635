import Pictures
import Testing

@Suite("The texts in PNG files")
struct PNGTextTests {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// A chunk; its checksum is not looked at.
  private func chunk(_ type: String, _ data: [UInt8], length: Int? = nil) -> [UInt8] {
    let count = length ?? data.count
    return [24, 16, 8, 0].map { UInt8(count >> $0 & 255) } + Array(type.utf8) + data
      + [0, 0, 0, 0]
  }

  @Test("plain and international texts are read by keyword, whatever stands between them")
  func texts() {
    let bytes =
      Self.signature + chunk("IHDR", Array(repeating: 0, count: 13))
      + chunk("tEXt", Array("Title\0Two words".utf8)) + chunk("IDAT", [0, 1, 2])
      + chunk("iTXt", Array("Description\0\0\0de\0Beschreibung\0Größe ≥ 1".utf8))
      + chunk("IEND", [])
    #expect(
      PNGText(bytes: bytes).texts == ["Title": "Two words", "Description": "Größe ≥ 1"])
  }

  @Test(
    "what does not fit is left out",
    arguments: [
      ("tEXt", "no end"), ("iTXt", "a\0"), ("iTXt", "a\0\u{1}\0\0\0compressed"),
      ("iTXt", "a\0\0\0never"), ("zTXt", "a\0b"),
    ])
  func unfitting(type: String, data: String) {
    #expect(PNGText(bytes: Self.signature + chunk(type, Array(data.utf8))).texts == [:])
  }

  @Test("a file that ends too early keeps what came before")
  func truncated() {
    let good = Self.signature + chunk("tEXt", Array("a\0b".utf8))
    let lying = chunk("tEXt", Array("c\0d".utf8), length: 1 << 30)
    #expect(PNGText(bytes: good + lying).texts == ["a": "b"])
    for length in 0..<good.count {
      #expect(PNGText(bytes: Array(good.prefix(length))).texts == [:])
    }
  }
}
