import CPNG
import CairoRendering
import Figures
import Testing

@Suite struct PNGFileTextsTests {
  /// A chunk with its checksum, after the PNG specification, sections 5 and annex D.
  private func chunk(_ type: String, _ data: [UInt8], length: Int? = nil) -> [UInt8] {
    let body = Array(type.utf8) + data
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in body {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }
    return bigEndian(UInt32(length ?? data.count)) + body + bigEndian(~crc)
  }

  private func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A file that ends where its pixels begin.
  private func file(
    _ chunks: [UInt8]..., width: UInt32 = 1, height: UInt32 = 1
  ) -> [UInt8] {
    let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
    return PNGFile.signature + chunk("IHDR", header) + chunks.joined()
  }

  @Test func plainAndInternationalTextsAreReadByKeyword() {
    let bytes = file(
      chunk("tEXt", Array("Title\0Two words".utf8)),
      chunk("pHYs", [0, 0, 22, 37, 0, 0, 22, 37, 1]),
      chunk("iTXt", Array("Description\0\0\0de\0Beschreibung\0Größe ≥ 1".utf8)),
      chunk("tEXt", Array("Author\0J".utf8) + [0xF6, 0x72, 0x67]), chunk("IDAT", []))
    #expect(
      PNGFile.texts(in: bytes) == [
        "Title": "Two words", "Description": "Größe ≥ 1", "Author": "Jörg",
      ])
  }

  @Test func whatIsWrittenIsRead() throws {
    let canvas = try CairoCanvas(width: 7, height: 5)
    let manifest = String(repeating: "{\"α\": [1, 2, 3]}", count: 10_000)
    let bytes = try PNGFile.bytes(
      of: canvas, facts: PictureFacts(title: "α", description: "two\nlines", manifest: manifest))
    #expect(
      PNGFile.texts(in: bytes) == [
        "Title": "α", "Description": "two\nlines", "Software": "Basin", "basin.manifest": manifest,
      ])
  }

  @Test(arguments: [
    ("tEXt", "no end"), ("iTXt", "a\0"), ("iTXt", "a\0\u{1}\0\0\0not compressed"),
    ("iTXt", "a\0\0\0never"), ("zTXt", "a\0\0not compressed"), ("tEXt", ""),
  ])
  func whatDoesNotFitIsLeftOut(type: String, data: String) {
    let texts = PNGFile.texts(
      in: file(chunk(type, Array(data.utf8)), chunk("tEXt", Array("b\0c".utf8))))
    #expect(texts["a"] == nil || texts["a"] == "")
    #expect(texts["b"] == "c", "the chunk after it is read")
  }

  @Test func aDamagedFileKeepsWhatCameBefore() {
    let good = file(chunk("tEXt", Array("a\0b".utf8)))
    let lying = chunk("tEXt", Array("c\0d".utf8), length: 0x7FFF_FFFF)
    #expect(PNGFile.texts(in: good + lying) == ["a": "b"])
    #expect(PNGFile.texts(in: good) == ["a": "b"])
    for length in 0..<good.count {
      #expect(PNGFile.texts(in: Array(good.prefix(length))) == [:])
    }
    var flipped = good
    flipped[good.count - 5] ^= 1
    #expect(PNGFile.texts(in: flipped) == [:], "the checksum says so")
  }

  /// libpng takes memory for what a chunk claims before it reads any of it.
  @Test func whatAChunkClaimsIsHeldAgainstTheFile() {
    let good = file(chunk("tEXt", Array("a\0b".utf8)))
    func whole(_ bytes: [UInt8]) -> Int { unsafe basin_png_whole(bytes, bytes.count) }
    #expect(whole(good) == good.count && whole([]) == 0 && whole([1, 2, 3]) == 3)
    for type in ["tEXt", "zTXt", "gAMA", "IDAT", "none"] {
      for length in [5, 1 << 20, 0x5267_6A44, 0x7FFF_FFFF, 0xFFFF_FFFF] {
        #expect(whole(good + chunk(type, [1, 2, 3, 4], length: length)) == good.count)
      }
      #expect(whole(good + chunk(type, [1, 2, 3, 4])) == good.count + 16)
    }
  }

  @Test func hostileFilesAreSurvived() {
    let text = chunk("tEXt", Array("a\0b".utf8))
    #expect(PNGFile.texts(in: file(text, width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)) == ["a": "b"])
    #expect(PNGFile.texts(in: file(text, width: 0, height: 1)) == [:])
    #expect(PNGFile.texts(in: PNGFile.signature + text) == [:], "no header")
    let many = (0..<5000).flatMap { chunk("tEXt", Array("k\($0)\0v".utf8)) }
    #expect(PNGFile.texts(in: file(many)).count <= 1000)
    var noise = file(text)
    var state: UInt32 = 1
    for _ in 0..<500 {
      for _ in 0..<5 {
        state = state &* 1_664_525 &+ 1_013_904_223
        noise[8 + Int(state >> 8) % (noise.count - 8)] = UInt8(truncatingIfNeeded: state >> 16)
      }
      #expect(PNGFile.texts(in: noise).count <= 1)
      noise = file(text)
    }
  }
}
