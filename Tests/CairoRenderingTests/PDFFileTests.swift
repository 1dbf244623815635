import CairoRendering
import Failures
import FigureTestSupport
import Figures
import FolderTestSupport
import ProgramTestSupport
import Testing

private let info = OtherProgram("pdfinfo")
private let fonts = OtherProgram("pdffonts")
private let text = OtherProgram("pdftotext")

private let figure = SampleSurfaces.comparison(points: 9)

private func file(
  _ figure: Figure = figure, _ size: PictureSize? = nil, manifest: String? = nil
) throws -> [UInt8] {
  try FigureRenderer.pdf(figure, as: PictureAppearance(size: size), manifest: manifest)
}

@Suite struct PDFFileTests {
  @Test func equalPicturesGiveEqualBytes() throws {
    let bytes = try file(manifest: "{}")
    #expect(bytes.starts(with: PDFFile.signature))
    #expect(try bytes == file(manifest: "{}"))
    #expect(try bytes != file(manifest: "{\"a\": 1}"))
    #expect(String(decoding: bytes, as: UTF8.self).contains("20000101000000Z"))
  }

  @Test(arguments: [
    "plain", "Größe (α) \\ <&> 損失 🙂", "two\nlines", "((", "\\)", "tab\there", "\u{1}\u{7F}",
  ])
  func whatIsWrittenIsRead(text: String) throws {
    var figure = figure
    figure.title = text
    let facts = PDFFile.facts(in: try file(figure, manifest: "{\"\(text)\": 1}"))
    #expect(facts.title == text)
    #expect(facts.description == figure.summary)
    #expect(facts.manifest == "{\"\(text)\": 1}")
  }

  @Test func whatIsNotThereIsNotRead() throws {
    var figure = figure
    figure.title = nil
    let facts = PDFFile.facts(in: try file(figure))
    #expect(facts.title == nil && facts.manifest == nil)
    #expect(facts.description == figure.summary)
  }

  @Test func hostileFilesAreSurvived() throws {
    #expect(PDFFile.facts(in: []) == PictureFacts())
    #expect(PDFFile.facts(in: PDFFile.signature) == PictureFacts())
    for end in [
      "startxref 0", "startxref 99999999999999999999", "startxref -1", "startxref 5\nxref 0 9",
      "xref 0 9999999999999\nstartxref 0", "xref 0 1\n\ntrailer << /Info 9 0 R >>\nstartxref 0",
      "xref\n0 1\n0000000000 65535 f \ntrailer <</Info 0 0 R>>startxref 0",
      "xref\n0 0\ntrailer<<<<<<<<<</((((startxref 0",
    ] {
      #expect(PDFFile.facts(in: Array(end.utf8)) == PictureFacts())
    }
    let good = try file(manifest: "{}")
    for length in stride(from: 0, to: good.count, by: 997) {
      #expect(PDFFile.facts(in: Array(good.prefix(length))) == PictureFacts())
    }
    // Damage where the texts and the table are.
    var state: UInt32 = 1
    for _ in 0..<500 {
      var noise = good
      for _ in 0..<8 {
        state = state &* 1_664_525 &+ 1_013_904_223
        let back = 1 + Int(state >> 8) % 4000
        noise[noise.count - back] = UInt8(truncatingIfNeeded: state >> 16)
      }
      let facts = PDFFile.facts(in: noise)
      #expect((facts.description ?? "").utf8.count <= good.count)
    }
  }

  @Test func aPageHasNoPixelsAndPixelsAreNoPage() throws {
    let page = try CairoCanvas(page: .column, facts: PictureFacts())
    #expect { try PNGFile.bytes(of: page, facts: PictureFacts()) } throws: {
      ($0 as? Failure)?.code == .fault
    }
    let pixels = try CairoCanvas(width: 5, height: 5)
    #expect { try PDFFile.bytes(of: pixels) } throws: { ($0 as? Failure)?.code == .fault }
  }

  @Test(arguments: [
    ("slide", 960.0, 540.0), ("column", 240.945, 180.709), ("beamer", 453.543, 255.118),
  ])
  func thePageHasTheSizeOnPaper(name: String, width: Double, height: Double) throws {
    let bytes = try file(figure, PictureSize(name))
    let text = String(decoding: bytes, as: UTF8.self)
    let box = try #require(text.firstMatch(of: /\/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
    #expect(abs(try #require(Double(box.1)) - width) < 0.01)
    #expect(abs(try #require(Double(box.2)) - height) < 0.01)
  }

  @Test(.enabled(if: info.isWanted, "\(info.absence)"))
  func otherProgramsReadTheTexts() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(figure, .page, manifest: "{\"seed\": 1}"), to: "figure.pdf")
    let output = try info.output([path], in: folder)
    #expect(output.contains(figure.title ?? "none"))
    #expect(output.contains("Keywords:        {\"seed\": 1}"))
    #expect(output.contains("Page size:       481.89 x 301.181 pts"))
    #expect(output.contains("Pages:           1\n"))
  }

  @Test(.enabled(if: fonts.isWanted, "\(fonts.absence)"))
  func everyFontIsEmbedded() throws {
    let folder = try TemporaryFolder()
    let output = try fonts.output([folder.write(file(), to: "figure.pdf")], in: folder)
    let lines = output.split(separator: "\n").dropFirst(2)
    #expect(!lines.isEmpty)
    // Name, type, encoding, then: embedded, a subset, with the characters that its glyphs stand for.
    for line in lines { #expect(line.contains(" yes yes yes "), "\(line)") }
  }

  @Test(.enabled(if: text.isWanted, "\(text.absence)"))
  func textIsText() throws {
    let folder = try TemporaryFolder()
    let output = try text.output([folder.write(file(), to: "figure.pdf"), "-"], in: folder)
    let ruler = try CairoCanvas(width: 1, height: 1)
    let canvas = RecordingCanvas(for: figure, measuringWith: ruler)
    figure.draw(on: canvas)
    #expect(canvas.texts.count > 20)
    for drawn in canvas.texts { #expect(output.contains(drawn.text)) }
  }
}
