import CairoRendering
import Figures
import Testing

@Suite struct CairoFontsTests {
  private func canvas(_ font: String? = nil) throws -> CairoCanvas {
    try CairoCanvas(pixels: PictureSize(width: 300, height: 40), font: font)
  }

  /// A character of which no font knows what it looks like: it is for private use.
  private let unknown: Character = "\u{10FFFD}"

  @Test func whatTheFontHasNeedsNoReport() throws {
    let canvas = try canvas()
    _ = canvas.extents(of: "Größe von α, β: 10⁻³ ≤ x", in: Font(size: 12))
    #expect(canvas.fontReport.isEmpty)
  }

  @Test func whatNoFontHasBecomesAQuestionMark() throws {
    let canvas = try canvas()
    let font = Font(size: 20)
    let text = "a \(unknown)\(unknown) b"
    #expect(canvas.extents(of: text, in: font) == canvas.extents(of: "a ?? b", in: font))
    #expect(canvas.fontReport.missing == [unknown], "each character once")
    func pixels(_ text: String) throws -> [UInt8] {
      let canvas = try self.canvas()
      canvas.draw(
        text, at: Point(x: 5, y: 30), in: font, color: Color(hex: 0xFFFFFF), isUpright: true)
      return try PNGFile.bytes(of: canvas, facts: PictureFacts())
    }
    #expect(try pixels(text) == pixels("a ?? b"))
  }

  @Test func anotherFontSuppliesWhatIsLacking() throws {
    // Whether there is one depends on the machine; there is never neither, nor both.
    for character in "損あ한🙂ᚠ𝒳" {
      let canvas = try canvas()
      let width = canvas.extents(of: "\(character)", in: Font(size: 20)).width
      let report = canvas.fontReport
      let supplied = report.fallbacks.flatMap(\.characters)
      if report.isEmpty {
        #expect(width > 0)
      } else {
        #expect(supplied + report.missing == [character])
        #expect(report.fallbacks.allSatisfy { $0.family != "DejaVu Sans" })
      }
    }
  }

  @Test func runsFollowEachOther() throws {
    let canvas = try canvas()
    let font = Font(size: 20, isBold: true)
    let parts = ["loss ", "損", " 1"].map { canvas.extents(of: $0, in: font).width }
    let whole = canvas.extents(of: "loss 損 1", in: font).width
    #expect(abs(whole - parts.reduce(0, +)) < 1)
  }

  @Test func aFamilyThatIsNotInstalledIsReported() throws {
    #expect(try canvas("No Such Family 7").fontReport.absentFamily == "No Such Family 7")
    #expect(try canvas("dejavu sans").fontReport.absentFamily == nil)
  }

  @Test func aFamilyIsUsed() throws {
    let (plain, mono) = (try canvas(), try canvas("DejaVu Sans Mono"))
    func width(_ canvas: CairoCanvas, _ text: String) -> Double {
      canvas.extents(of: text, in: Font(size: 20)).width
    }
    guard mono.fontReport.isEmpty else { return }
    #expect(width(mono, "iii") == width(mono, "WWW"))
    #expect(width(plain, "iii") < width(plain, "WWW"))
  }

  @Test func pagesMeasureAsPixelsDo() throws {
    let page = try CairoCanvas(page: .column, facts: PictureFacts())
    let pixels = try CairoCanvas(pixels: .column)
    for size in [7.3, 25, 44] {
      let font = Font(size: size, isBold: true)
      #expect(page.extents(of: "contour α", in: font) == pixels.extents(of: "contour α", in: font))
    }
  }
}
