import CPNG
import CairoRendering
import Failures
import Figures
import Testing

/// The chunks of a PNG file, taken apart by hand after the PNG specification, section 5.
private func chunks(_ file: [UInt8]) throws -> [(type: String, data: [UInt8])] {
  #expect(Array(file.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
  var chunks: [(String, [UInt8])] = []
  var at = 8
  while at < file.count {
    let length = file[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
    let type = String(decoding: file[(at + 4)..<(at + 8)], as: UTF8.self)
    chunks.append((type, Array(file[(at + 8)..<(at + 8 + length)])))
    at += 12 + length
  }
  #expect(at == file.count && chunks.last?.0 == "IEND")
  return chunks
}

private func file(
  _ facts: PictureFacts = PictureFacts(), size: PictureSize = PictureSize(width: 7, height: 5),
  isTransparent: Bool = false
) throws -> [UInt8] {
  let canvas = try CairoCanvas(pixels: size, isTransparent: isTransparent)
  canvas.fill(Path.init(Rectangle(x: 1, y: 1, width: 3, height: 2)), with: Color(hex: 0xFF0000))
  return try PNGFile.bytes(of: canvas, facts: facts)
}

@Suite struct PNGFileTests {
  @Test func textsBecomeChunks() throws {
    let facts = PictureFacts(
      title: "α and β", description: "A plain description.", manifest: "{\"seed\": 1}")
    let chunks = try chunks(try file(facts))
    let plain = chunks.filter { $0.type == "tEXt" }.map { String(decoding: $0.data, as: UTF8.self) }
    #expect(
      plain == [
        "Description\0A plain description.", "Software\0Basin",
        "basin.manifest\0{\"seed\": 1}",
      ])
    // Keyword, two zero bytes for "not compressed", empty language and translation, UTF-8.
    let international = chunks.filter { $0.type == "iTXt" }.map(\.data)
    #expect(international == [Array("Title\0\0\0\0\0α and β".utf8)])
  }

  @Test func emptyTextsAreLeftOut() throws {
    let chunks = try chunks(try file(PictureFacts(title: "", manifest: "")))
    let texts = chunks.filter { $0.type == "tEXt" || $0.type == "iTXt" }
    #expect(texts.map { String(decoding: $0.data, as: UTF8.self) } == ["Software\0Basin"])
  }

  @Test func thePixelDensityIsThatOfTheSize() throws {
    // 144 / 0.0254 = 5669 and 300 / 0.0254 = 11811 to the metre, in both directions, unit 1.
    func density(_ size: PictureSize) throws -> [UInt8]? {
      try chunks(try file(size: size)).first { $0.type == "pHYs" }?.data
    }
    #expect(try density(.square) == [0, 0, 22, 37, 0, 0, 22, 37, 1])
    #expect(try density(.column) == [0, 0, 46, 35, 0, 0, 46, 35, 1])
  }

  @Test func theHeaderSaysEightBitRGBAndNoTimeIsKept() throws {
    let chunks = try chunks(try file())
    #expect(chunks[0].data == [0, 0, 0, 7, 0, 0, 0, 5, 8, 2, 0, 0, 0])
    #expect(!chunks.contains { $0.type == "tIME" })
    #expect(chunks.contains { $0.type == "sRGB" })
  }

  @Test func equalPicturesGiveEqualBytes() throws {
    let facts = PictureFacts(title: "t", manifest: "{}")
    #expect(try file(facts) == file(facts))
    #expect(try file(facts) != file(PictureFacts(title: "u", manifest: "{}")))
  }

  @Test func aZeroInATextCutsNothingOff() throws {
    let chunks = try chunks(try file(PictureFacts(title: "a\0b")))
    #expect(chunks.first { $0.type == "tEXt" }?.data == Array("Title\0a b".utf8))
  }

  @Test func transparentPixelsHaveStraightColors() throws {
    let canvas = try CairoCanvas(pixels: PictureSize(width: 3, height: 1), isTransparent: true)
    canvas.fill(
      Path(Rectangle(x: 1, y: 0, width: 1, height: 1)),
      with: Color(hex: 0xFF8000, opacity: 0.5))
    canvas.fill(Path(Rectangle(x: 2, y: 0, width: 1, height: 1)), with: Color(hex: 0x123456))
    let bytes = try PNGFile.bytes(of: canvas, facts: PictureFacts())
    #expect(try chunks(bytes)[0].data == [0, 0, 0, 3, 0, 0, 0, 1, 8, 6, 0, 0, 0])
    let pixels = try PNGFile.decode(bytes).rgba
    #expect(Array(pixels[0..<4]) == [0, 0, 0, 0])
    #expect(pixels[4] == 255 && abs(Int(pixels[5]) - 128) <= 1 && pixels[6] == 0)
    #expect(abs(Int(pixels[7]) - 128) <= 1)
    #expect(Array(pixels[8..<12]) == [0x12, 0x34, 0x56, 0xFF])
  }

  @Test func whatIsNoPNGIsRefused() throws {
    let good = try file()
    for bad in [[], [1, 2, 3], Array(good.prefix(60)), Array("not a PNG at all, really".utf8)] {
      #expect { try PNGFile.decode(bad) } throws: { ($0 as? Failure)?.code == .data }
    }
    #expect(try PNGFile.decode(good).width == 7)
  }

  @Test func anErrorInsideLibpngComesBackAsAMessage() {
    // Height 0 makes png_set_IHDR fail by longjmp, which must end inside the C function.
    var buffer = unsafe basin_png_buffer()
    var message = [CChar](repeating: 0, count: 128)
    let pixels = [UInt8](repeating: 0, count: 16)
    let result = unsafe basin_png_write(pixels, 16, 4, 0, 0, 0, nil, 0, &buffer, &message)
    #expect(result == 0)
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    #expect(String(decoding: text, as: UTF8.self).contains("IHDR"))
    unsafe free(buffer.bytes)
  }
}
