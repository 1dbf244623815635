import CairoRendering
import Failures
import FigureTestSupport
import Figures
import Grids
import Testing

private let white = Color(hex: 0xFFFFFF)

private func image(_ canvas: CairoCanvas) throws -> PNGFile.Image {
  try PNGFile.decode(PNGFile.bytes(of: canvas, facts: PictureFacts()))
}

/// The red component of a pixel.
private func red(_ image: PNGFile.Image, _ x: Int, _ y: Int) -> Int {
  Int(image.rgba[4 * (y * image.width + x)])
}

@Suite struct CairoCanvasTests {
  @Test(arguments: [(0, 10), (10, -1), (40_000, 10), (Int.max, Int.max)])
  func impossibleSizesAreRefused(width: Int, height: Int) {
    #expect { try CairoCanvas(width: width, height: height) } throws: { error in
      (error as? Failure)?.code == .usage
    }
  }

  @Test func colorsAndPlacesComeBackThroughThePNG() throws {
    let canvas = try CairoCanvas(width: 5, height: 3)
    canvas.fill(
      Path(Rectangle(x: 1, y: 1, width: 2, height: 1)), with: Color(hex: 0x336699))
    let picture = try image(canvas)
    #expect((picture.width, picture.height) == (5, 3))
    #expect(Array(picture.rgba[(4 * 6)..<(4 * 7)]) == [0x33, 0x66, 0x99, 0xFF])
    #expect(picture.rgba[4 * 5] == 0 && picture.rgba[4 * 8] == 0 && picture.rgba[4 * 1] == 0)
  }

  @Test func holesStayOpenAndClippingEnds() throws {
    let canvas = try CairoCanvas(width: 30, height: 30)
    var ring = Path(Rectangle(x: 0, y: 0, width: 30, height: 30))
    // The other way round: a hole by the non-zero rule.
    let hole = [(10, 10), (10, 20), (20, 20), (20, 10)].map { Point(x: $0.0, y: $0.1) }
    ring.add(hole, closed: true)
    canvas.clip(to: Path(Rectangle(x: 0, y: 0, width: 15, height: 30))) {
      canvas.fill(ring, with: white)
    }
    var picture = try image(canvas)
    #expect(red(picture, 5, 15) == 255 && red(picture, 12, 15) == 0 && red(picture, 25, 15) == 0)
    canvas.fill(ring, with: white)
    picture = try image(canvas)
    #expect(red(picture, 25, 15) == 255 && red(picture, 15, 15) == 0)
  }

  @Test(arguments: [true, false]) func textStaysWithinItsMeasuredBox(isUpright: Bool) throws {
    let canvas = try CairoCanvas(width: 300, height: 300)
    let font = Font(size: 32, isBold: true)
    let text = "Ägyptβ 10⁻³"
    let extents = canvas.extents(of: text, in: font)
    let origin = Point(x: 60, y: 250)
    canvas.draw(text, at: origin, in: font, color: white, isUpright: isUpright)
    let box =
      isUpright
      ? Rectangle(
        x: 60, y: 250 - extents.ascent, width: extents.width, height: extents.height)
      : Rectangle(
        x: 60 - extents.ascent, y: 250 - extents.width, width: extents.height,
        height: extents.width)
    let picture = try image(canvas)
    var inked = 0
    for y in 0..<300 {
      for x in 0..<300 where red(picture, x, y) > 0 {
        inked += 1
        // A pixel of smoothing, and side bearings of a letter or two pixels.
        let pixel = Rectangle(x: Double(x), y: Double(y), width: 1, height: 1)
        #expect(box.overlaps(pixel) || box.x - 2 < pixel.x && pixel.maxX < box.maxX + 2)
      }
    }
    #expect(inked > 500)
  }

  @Test func extentsScaleWithTheSize() throws {
    let canvas = try CairoCanvas(width: 10, height: 10)
    let small = canvas.extents(of: "contour", in: Font(size: 10))
    let large = canvas.extents(of: "contour", in: Font(size: 1000))
    #expect(abs(large.width / small.width - 100) < 0.5)
    #expect(small.width > 30 && small.width < 60)
  }

  @Test func regionsAreFilledWithoutSeams() throws {
    // A grid that meets the pixels nowhere: any seam between cells or bands would show.
    let field = SampleSurfaces.bumpy(SampleSurfaces.grid(23))
    let tracer = ContourTracer(field)
    let canvas = try CairoCanvas(width: 200, height: 200)
    func path(_ region: ContourRegion) -> Path {
      var path = Path()
      for ring in region.rings {
        path.add(
          ring.map { Point(x: 100.3 + 96.7 * $0.x, y: 100.9 - 97.1 * $0.y) }, closed: true)
      }
      return path
    }
    canvas.fill(path(tracer.region(atOrAbove: -.infinity)), with: white)
    for level in [1.5, 2, 3, 4.5] {
      canvas.fill(path(tracer.region(atOrAbove: level)), with: white)
    }
    let picture = try image(canvas)
    for y in 6..<194 {
      for x in 6..<194 { #expect(red(picture, x, y) == 255) }
    }
  }
}
