import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct PersistenceFigureTests {
  private typealias Class = PersistenceFigure.Class

  private let classes = [
    Class(.component, birth: 1, death: .infinity, rank: 1),
    Class(.component, birth: 10, death: 100, rank: 2),
    Class(.component, birth: 2, death: 8, isOnBorder: true),
    Class(.component, birth: 50, death: 50.5),
    Class(.hole, birth: 20, death: 80), Class(.hole, birth: 30, death: .infinity),
  ]

  private func figure(
    _ style: PersistenceFigure.Style, _ classes: [PersistenceFigure.Class]? = nil
  ) -> PersistenceFigure {
    PersistenceFigure(
      panels: [
        .init(classes ?? self.classes, headline: "Plain: 2 local minima", threshold: 0.01)
      ], title: "Classes", style: style, heightName: "loss + 0.001")
  }

  private func drawn(_ figure: PersistenceFigure) -> RecordingCanvas {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return canvas
  }

  private func frame(_ figure: PersistenceFigure) throws -> PlotFrame {
    let layout = Layout(figure.composition, on: RecordingCanvas(for: figure))
    return try #require(layout.plots.first).frame
  }

  @Test func aBarReachesFromBirthToDeath() throws {
    let figure = figure(.barcode)
    let frame = try frame(figure)
    let bars = drawn(figure).fills.filter { $0.groups.last == "bars" }.map(\.path.bounds)
    // One for each class of dimension 0 and the arrow of the one that never ends, which comes first.
    try #require(bars.count == 5)
    #expect(bars[0].x == frame.x(1) && bars[0].maxX == frame.rectangle.maxX)
    #expect(bars[1].maxX == frame.rectangle.maxX && bars[1].width < bars[0].width / 10)
    #expect(abs(bars[2].x - frame.x(10)) < 1e-9 && abs(bars[2].maxX - frame.x(100)) < 1e-9)
    #expect(abs(bars[3].x - frame.x(2)) < 1e-9 && abs(bars[3].maxX - frame.x(8)) < 1e-9)
    #expect(zip(bars.dropFirst(2), bars.dropFirst(3)).allSatisfy { $0.maxY < $1.y })
  }

  @Test func theThresholdStandsBetweenWhatCountsAndWhatDoesNot() throws {
    let canvas = drawn(figure(.barcode))
    let frame = try frame(figure(.barcode))
    let bars = canvas.fills.filter { $0.groups.last == "bars" }.map(\.path.bounds)
    let lines = canvas.strokes.map(\.path.bounds).filter {
      $0.height == 0 && $0.width == frame.rectangle.width
    }
    let line = try #require(lines.first)
    #expect(bars[3].maxY < line.y && line.y < bars[4].y)
    #expect(canvas.texts.contains { $0.text == "threshold: 0.01 decades" })
  }

  @Test func moreBarsThanCanBeToldApartAreCounted() {
    let many = (0..<100).map { Class(.component, birth: 1 + Double($0), death: 102 + Double($0)) }
    let canvas = drawn(figure(.barcode, many))
    #expect(canvas.fills.count { $0.groups.last == "bars" } == 60)
    #expect(canvas.texts.contains { $0.text == "the 60 longest of 100 bars" })
  }

  @Test func aPointStandsAtBirthAndDeath() throws {
    let figure = figure(.diagram)
    let frame = try frame(figure)
    let canvas = drawn(figure)
    let centers = canvas.fills.filter { $0.groups.last == "classes" }.map(\.path.bounds.center)
    func has(_ birth: Double, _ death: Double) -> Bool {
      let place = frame.point(PlanePoint(x: birth, y: death))
      return centers.contains { abs($0.x - place.x) < 0.5 && abs($0.y - place.y) < 6 }
    }
    #expect(has(2, 8) && has(50, 50.5) && has(20, 80))
    #expect(!has(10, 100), "counted minima are numbers")
    #expect(Set(canvas.texts.map(\.text)).isSuperset(of: ["1", "2", "∞", "hole"]))
    // The diagonal.
    let corners = [
      Point(x: frame.rectangle.x, y: frame.rectangle.maxY),
      Point(x: frame.rectangle.maxX, y: frame.rectangle.y),
    ]
    #expect(
      canvas.strokes.contains { stroke in
        let ends = stroke.path.elements.compactMap { element -> Point? in
          switch element {
          case .move(let point), .line(let point): point
          default: nil
          }
        }
        return ends.count == 2
          && zip(ends, corners).allSatisfy { abs($0.x - $1.x) < 1e-6 && abs($0.y - $1.y) < 1e-6 }
      })
  }

  @Test func theLegendNamesWhatIsThere() {
    let texts = Set(
      drawn(figure(.diagram, [Class(.component, birth: 1, death: 2, rank: 1)])).texts.map(\.text))
    #expect(!texts.contains("hole") && !texts.contains("minimum below the threshold"))
    #expect(texts.contains("persistence below the threshold (0.01 decades)"))
    #expect(!texts.contains("∞"))
  }

  @Test(arguments: PersistenceFigure.Style.allCases)
  func extremesTrapNothing(style: PersistenceFigure.Style) {
    for scale in [AxisScale.linear, .logarithmic] {
      for classes in [
        [], [Class(.component, birth: 1, death: 1)],
        [Class(.component, birth: -.infinity, death: .nan)],
        [Class(.component, birth: 1e-300, death: 1e300, rank: 1)],
        [Class(.hole, birth: -1e308, death: 1e308)],
        [Class(.component, birth: 0, death: .infinity, rank: 1)],
      ] {
        var figure = figure(style, classes)
        figure.scale = scale
        let canvas = drawn(figure)
        #expect(canvas.textFaults == [])
        #expect(canvas.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }, "\(classes)")
      }
    }
  }

  @Test func theSummaryCounts() {
    #expect(figure(.barcode).summary.contains("4 minima, 2 counted."))
    #expect(figure(.diagram).summary.contains("4 minima, 2 counted; 2 holes."))
  }
}
