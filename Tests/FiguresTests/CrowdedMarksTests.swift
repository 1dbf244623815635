import FigureTestSupport
import Figures
import Grids
import Testing

@Suite("So many marks that they would cover their plot")
struct CrowdedMarksTests {
  private struct Numbers {
    var state: UInt64

    /// Uniform in [0, 1).
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
  }

  private static let frame = PlotFrame(
    extent: PlotExtent(SampleSurfaces.grid(3), isCellwise: false),
    rectangle: Rectangle(x: 100, y: 50, width: 600, height: 600))
  private static let radius = 18.0
  private static let dotRadius = 0.36 * radius

  private static func gap(_ a: Point, _ b: Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  /// So many dots at random, and what is drawn of them.
  private static func dots(_ count: Int) -> (all: [Point], drawn: [Point]) {
    var numbers = Numbers(state: 3)
    let marks = (0..<count).map { _ in
      MinimumMark(x: 2 * numbers.next() - 1, y: 2 * numbers.next() - 1, rank: nil)
    }
    return (
      marks.map { Point(x: frame.x($0.x), y: frame.y($0.y)) },
      MarkPlacement(marks, in: frame, radius: radius).dots
    )
  }

  @Test("dots that are smaller than the plot together are all drawn", arguments: [0, 1, 400, 2700])
  func few(count: Int) {
    let dots = Self.dots(count)
    #expect(dots.drawn == dots.all)
  }

  @Test("of more, some stand for all: each has one within its radius, none of which lie closer")
  func many() {
    let dots = Self.dots(9000)
    #expect(dots.drawn.count < 6000)
    for (index, dot) in dots.drawn.enumerated() {
      #expect(dots.drawn[..<index].allSatisfy { Self.gap($0, dot) >= Self.dotRadius })
    }
    let isCovered = dots.all.allSatisfy { dot in
      dots.drawn.contains { Self.gap($0, dot) < Self.dotRadius }
    }
    #expect(isCovered)
  }

  @Test("a diagram of very many classes covers the same places with fewer marks")
  func diagram() {
    func drawn(_ count: Int) -> RecordingCanvas {
      var numbers = Numbers(state: 5)
      let classes = (0..<count).map { _ in
        let birth = 0.1 + numbers.next()
        return PersistenceFigure.Class(
          .component, birth: birth, death: birth * (1 + 4 * numbers.next()))
      }
      let figure = PersistenceFigure(
        panels: [.init(classes, threshold: 0.01)], style: .diagram, heightName: "loss")
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      return canvas
    }
    func marks(_ canvas: RecordingCanvas) -> [Path] {
      canvas.fills.filter { $0.groups.last == "classes" }.map(\.path)
    }
    // A ring and its ground each.
    #expect(marks(drawn(1000)).count == 2000)
    #expect((500..<40_000).contains(marks(drawn(60_000)).count))
  }

  /// Basins side by side, each of which meets the first.
  private static func tree(_ count: Int) -> (figure: BasinFigure, canvas: RecordingCanvas) {
    var numbers = Numbers(state: 7)
    let field = SampleSurfaces.grid(3)
    let basins = (0..<count).map { index in
      BasinFigure.Basin(
        x: 0, y: 0, rank: index + 1, birth: 1 + Double(index) / Double(count),
        death: index == 0 ? .infinity : 2 + numbers.next(), survivor: index == 0 ? nil : 0)
    }
    let panel = BasinFigure.Panel(
      ScalarField(grid: field, values: (0..<field.count).map { 1 + Double($0) }), basins: basins,
      owners: Array(repeating: 0, count: field.count))
    let figure = BasinFigure(panels: [panel], style: .tree, heightName: "loss")
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return (figure, canvas)
  }

  @Test("a tree of more branches than pixels shows the lowest and the highest of each column")
  func tree() throws {
    func upright(_ canvas: RecordingCanvas) -> [Rectangle] {
      canvas.strokes.map(\.path.bounds).filter { $0.width == 0 && $0.height > 0 }
    }
    // Each branch has an outline.
    #expect(upright(Self.tree(300).canvas).count >= 600)
    let (figure, canvas) = Self.tree(20_000)
    let layout = Layout(figure.composition, on: RecordingCanvas(for: figure))
    let width = try #require(layout.plots.last).frame.rectangle.width
    let branches = upright(canvas)
    #expect(Double(branches.count) <= 4 * width + 100)
    let columns = Set(branches.map { Int($0.x) })
    #expect(Double(columns.count) > 0.9 * width)
  }
}
