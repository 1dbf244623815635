import FigureTestSupport
import Figures
import Grids
import Testing

/// Every kind of picture in many sizes, with little and with much text: nothing may overlap, be cut off
/// or leave the picture.
@Suite struct OverlapTests {
  private static let sizes = [
    (1920, 1080), (1200, 1200), (1000, 700), (1080, 1920), (640, 360), (400, 300), (64, 64),
  ]

  @Test(arguments: sizes, SampleIllustrations.Wording.allCases)
  func nothingOverlaps(size: (Int, Int), wording: SampleIllustrations.Wording) {
    for panels in [1, 3, 7] {
      let pictures = SampleIllustrations.all(
        width: size.0, height: size.1, theme: panels % 2 == 0 ? .light : .dark, panels: panels,
        wording: wording)
      for (name, picture) in pictures {
        let canvas = RecordingCanvas(for: picture)
        picture.draw(on: canvas)
        #expect(canvas.textFaults == [], "\(name), \(panels)")
      }
    }
  }

  @Test func onASlideNothingIsShortened() {
    for panels in [1, 2, 3] {
      let pictures = SampleIllustrations.all(
        width: 1920, height: 1080, theme: .light, panels: panels, wording: .usual)
      for (name, picture) in pictures {
        let canvas = RecordingCanvas(for: picture)
        picture.draw(on: canvas)
        let shortened = canvas.texts.map(\.text).filter { $0.hasSuffix("…") }
        #expect(shortened == [], "\(name), \(panels)")
        #expect(!picture.summary.contains(".."), "\(name): \(picture.summary)")
      }
    }
  }

  @Test func withoutTextNoneIsDrawn() {
    var (barcode, basins) = (
      PersistenceFigure(
        panels: [.init([.init(.component, birth: 1, death: 2, rank: 1)], threshold: 0.1)],
        style: .barcode, heightName: "loss"),
      BasinFigure(panels: [], style: .tree, heightName: "loss")
    )
    let line = ProfileFigure.Line(name: "a", hue: .plain, losses: [PlanePoint(x: 0, y: 1)])
    var profile = ProfileFigure(sections: [.init(xLabel: "x", lines: [line])])
    (barcode.showsText, basins.showsText, profile.showsText) = (false, false, false)
    for picture in [barcode, basins, profile] as [any Illustration] {
      let canvas = RecordingCanvas(for: picture)
      picture.draw(on: canvas)
      #expect(canvas.texts.isEmpty)
    }
  }

  // MARK: The check itself

  /// A picture with a plot, to which a test adds what it must find.
  private func planted(_ plant: (RecordingCanvas) -> Void) -> Int {
    let canvas = RecordingCanvas(for: Figure(panels: [], width: 400, height: 400))
    let black = Color(hex: 0)
    canvas.group("panel 1") {
      canvas.fill(Path(Rectangle(x: 100, y: 100, width: 200, height: 200)), with: black)
    }
    canvas.group("legend") {
      canvas.fill(Path(Rectangle(x: 100, y: 350, width: 30, height: 20)), with: black)
    }
    plant(canvas)
    return canvas.textFaults.count
  }

  private func write(_ text: String, _ x: Double, _ y: Double, on canvas: RecordingCanvas) {
    canvas.group("text") {
      canvas.draw(
        text, at: Point(x: x, y: y), in: Font(size: 20), color: Color(hex: 0), isUpright: true)
    }
  }

  @Test func aPlantedOverlapIsFound() {
    #expect(planted { write("name", 10, 50, on: $0) } == 0)
    #expect(
      planted {
        write("one", 10, 50, on: $0)
        write("two", 30, 55, on: $0)
      } == 1, "two texts")
    #expect(planted { write("label", 80, 200, on: $0) } == 1, "a text that reaches into a plot")
    #expect(planted { write("inside", 150, 200, on: $0) } == 0, "a text set into a plot")
    #expect(planted { write("sample", 120, 365, on: $0) } == 1, "a text over a sample")
    #expect(
      planted { canvas in
        canvas.clip(to: Path(Rectangle(x: 100, y: 100, width: 200, height: 200))) {
          write("cut", 280, 200, on: canvas)
        }
      } == 1, "a text that a clip cuts off")
  }

  @Test func aPlantedNumberOnATextIsFound() {
    func number(_ x: Double, on canvas: RecordingCanvas) {
      var circle = Path()
      circle.addCircle(center: Point(x: x, y: 200), radius: 20)
      canvas.fill(circle, with: Color(hex: 0))
      write("1", x - 6, 207, on: canvas)
    }
    #expect(
      planted {
        number(150, on: $0)
        write("line", 200, 207, on: $0)
      } == 0)
    #expect(
      planted {
        number(150, on: $0)
        write("line", 160, 207, on: $0)
      } == 1)
  }
}
