import FigureTestSupport
import Figures
import Grids
import Testing

@Suite("Surfaces whose lines lie too close to be drawn")
struct CrowdedLinesTests {
  private static let sentence = "contour lines too close together to be drawn"

  private static func noise(_ side: Int) -> ScalarField {
    var state: UInt64 = 7
    let grid = SampleSurfaces.grid(side)
    return ScalarField(
      grid: grid,
      values: (0..<grid.count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return 0.1 + Double(state >> 11) / Double(1 << 53)
      })
  }

  private static func drawn(_ field: ScalarField, _ style: ContourStyle) -> RecordingCanvas {
    let figure = Figure(panels: [Panel(field, center: nil)], style: style)
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return canvas
  }

  @Test(
    "colours stand alone and the plot says so", arguments: [ContourStyle.contour, .filled, .relief])
  func crowded(style: ContourStyle) {
    let canvas = Self.drawn(Self.noise(901), style)
    #expect(canvas.texts.contains { $0.text == Self.sentence })
    let few = Self.drawn(Self.noise(21), style)
    #expect(!few.texts.contains { $0.text == Self.sentence })
  }

  @Test("a heat map has no lines, and says nothing of them")
  func heatmap() {
    #expect(!Self.drawn(Self.noise(901), .heatmap).texts.contains { $0.text == Self.sentence })
  }

  @Test("marks stand where a look at all of them would put them", arguments: [3, 60, 500])
  func marks(count: Int) {
    var state: UInt64 = 11
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 2 * Double(state >> 11) / Double(1 << 53) - 1
    }
    let marks = (1...count).map { MinimumMark(x: next(), y: next(), rank: $0) }
    let frame = PlotFrame(
      extent: PlotExtent(SampleSurfaces.grid(3), isCellwise: false),
      rectangle: Rectangle(x: 100, y: 50, width: 600, height: 600))
    let radius = 18.0
    let placement = MarkPlacement(marks, in: frame, radius: radius)
    func gap(_ a: Point, _ b: Point) -> Double {
      ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }
    let anchors = marks.map { Point(x: frame.x($0.x), y: frame.y($0.y)) }
    for (index, mark) in placement.numbered.enumerated() {
      for other in placement.numbered[..<index] {
        #expect(gap(mark.center, other.center) >= 2 * radius + 2)
        #expect(gap(mark.center, other.anchor) >= 1.3 * radius)
      }
      guard mark.center != mark.anchor else { continue }
      #expect(anchors.allSatisfy { $0 == mark.anchor || gap($0, mark.center) >= 1.3 * radius })
    }
    // One became a dot only where its own place was taken by then.
    let numbered = Set(placement.numbered.map(\.rank))
    for (rank, anchor) in zip(1..., anchors) where !numbered.contains(rank) {
      #expect(
        placement.numbered.contains {
          $0.rank < rank
            && (gap($0.center, anchor) < 2 * radius + 2 || gap($0.anchor, anchor) < 1.3 * radius)
        } || anchor.x < 119 || anchor.x > 681 || anchor.y < 69 || anchor.y > 631)
    }
  }
}
