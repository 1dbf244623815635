import FigureTestSupport
import Figures
import SVGRendering
import SurfaceRendering
import Testing

/// Half the size of a letter for each.
private final class Ruler: TextMeasure {
  func extents(of text: String, in font: Font) -> TextExtents {
    TextExtents(
      width: Double(text.count) * font.size / 2, ascent: font.size, descent: font.size / 4)
  }
}

private let black = Color(hex: 0)

private func canvas(
  _ size: PictureSize = PictureSize(width: 300, height: 200), _ facts: PictureFacts = PictureFacts()
) -> SVGCanvas {
  SVGCanvas(size, measuringWith: Ruler(), encodingWith: { $0.rgba }, facts: facts)
}

@Suite struct SVGCanvasTests {
  private func data(_ points: [(Double, Double)], closed: Bool = false) throws -> String {
    let canvas = canvas()
    canvas.fill(
      Path(through: points.map { Point(x: $0.0, y: $0.1) }, closed: closed), with: black)
    return String(try #require(canvas.document.firstMatch(of: #/ d="([^"]*)"/#)).1)
  }

  @Test func pathsAreAsShortAsTheyCanBe() throws {
    #expect(try data([(0, 0), (10, 0), (10, 5), (0, 5)], closed: true) == "M0 0h10v5H0z")
    #expect(try data([(100, 100), (101, 102), (103, 101)]) == "M100 100l1 2 2-1")
    #expect(try data([(100, 100), (0, 1), (1, 0)]) == "M100 100 0 1 1 0")
    #expect(try data([(0.25, 0.5), (0.5, 0.75), (1.25, 0.125)]) == "M.25.5.5.75 1.25.13")
  }

  @Test func piecesOfOneEdgeAreOneLine() throws {
    #expect(try data([(0, 0), (1, 0), (2, 0), (3, 0), (3, 9), (3, 4)]) == "M0 0h3v9-5")
    #expect(try data([(5, 5), (5, 5), (6, 5)]) == "M5 5h0 1")
  }

  @Test func everyPointIsTheNearestHundredth() throws {
    // Steps far from hundredths, through all letters and both ways of writing them.
    let points = (0..<400).map { step in
      let (x, y) = (Double(step * 37 % 101) * 1.0149, Double(step * 53 % 97) * 0.3351)
      return (step % 7 == 0 ? 12.5 : x, step % 5 == 0 ? 3.25 : y)
    }
    let read = ends(try data(points))
    #expect(read.count == points.count)
    for (a, b) in zip(read, points) {
      #expect(abs(a.0 - b.0) <= 0.005 + 1e-9 && abs(a.1 - b.1) <= 0.005 + 1e-9)
    }
  }

  /// The ends of the lines of a path, read after the SVG 1.1 specification, 8.3.
  private func ends(_ data: String) -> [(Double, Double)] {
    var numbers: [Double] = []
    var (letter, x, y) = (Character(" "), 0.0, 0.0)
    var ends: [(Double, Double)] = []
    for token in data.matches(of: /[a-zA-Z]|-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)/) {
      guard let number = Double(token.0) else {
        letter = token.0.first ?? " "
        continue
      }
      numbers.append(number)
      guard numbers.count == ("hHvV".contains(letter) ? 1 : 2) else { continue }
      switch letter {
      case "h": x += number
      case "H": x = number
      case "v": y += number
      case "V": y = number
      case "l", "m": (x, y) = (x + numbers[0], y + numbers[1])
      default: (x, y) = (numbers[0], numbers[1])
      }
      ends.append((x, y))
      numbers = []
    }
    return ends
  }

  @Test func impossibleNumbersAreNumbers() throws {
    let text = try data([(.nan, .infinity), (1e300, -1e300)])
    #expect(text == "M0 0 10000000-10000000")
  }

  @Test func clipsHaveOneNameEach() {
    let canvas = canvas()
    let square = Path(Rectangle(x: 1, y: 1, width: 5, height: 5))
    let other = Path(Rectangle(x: 1, y: 1, width: 5, height: 6))
    for path in [square, other, square] {
      canvas.clip(to: path) { canvas.stroke(path, with: Stroke(black, width: 2)) }
    }
    let text = canvas.document
    #expect(text.matches(of: /<clipPath id="/).count == 2)
    let names = text.matches(of: /url\(#([^)]*)\)/).map { String($0.1) }
    #expect(names.count == 3 && names[0] == names[2] && names[0] != names[1])
    for name in names { #expect(text.contains("<clipPath id=\"\(name)\">")) }
  }

  @Test func emptyGroupsAreLeftOut() {
    let canvas = canvas()
    canvas.group("nothing") { canvas.clip(to: Path(Rectangle(x: 0, y: 0, width: 1, height: 1))) {} }
    canvas.group("a & \"b\"") {
      canvas.fill(Path(Rectangle(x: 0, y: 0, width: 1, height: 1)), with: black)
    }
    #expect(!canvas.document.contains("nothing"))
    #expect(canvas.document.contains("<g data-name=\"a &amp; &quot;b&quot;\">"))
  }

  @Test func textsAreAsLongAsTheyWereMeasured() {
    let canvas = canvas()
    let font = Font(size: 12, isBold: true)
    canvas.draw("<α>", at: Point(x: 10, y: 20), in: font, color: black, isUpright: false)
    canvas.draw("", at: Point(x: 1, y: 2), in: font, color: black, isUpright: true)
    let texts = canvas.document.matches(of: /<text[^\n]*/).map { String($0.0) }
    #expect(
      texts == [
        "<text x=\"10\" y=\"20\" font-size=\"12\" font-weight=\"700\" fill=\"#000000\""
          + " transform=\"rotate(-90 10 20)\" textLength=\"18\" lengthAdjust=\"spacingAndGlyphs\">"
          + "&lt;α&gt;</text>"
      ])
  }

  @Test func theSizeOnPaperIsInMillimetres() {
    #expect(
      canvas(.column).document.contains(
        "width=\"85mm\" height=\"63.75mm\" viewBox=\"0 0 1004 753\""))
    #expect(
      canvas(.square).document.contains("width=\"1200\" height=\"1200\" viewBox=\"0 0 1200 1200\""))
  }
}
