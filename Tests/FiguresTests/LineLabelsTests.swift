import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct LineLabelsTests {
  private let frame = PlotFrame(
    extent: PlotExtent(x: 0...400, y: 0...400),
    rectangle: Rectangle(x: 0, y: 0, width: 400, height: 400))
  private let font = Font(size: 20)

  private func labels(
    _ levels: [(level: Double, text: String?, lines: [ContourLine])],
    avoiding obstacles: [Rectangle] = []
  ) -> [LineLabels.Label] {
    let canvas = RecordingCanvas(for: Figure(panels: [], width: 400, height: 400))
    return LineLabels(levels, in: frame, avoiding: obstacles, font: font, canvas: canvas).labels
  }

  /// A line that rises steeply from the left, runs level from 100 to 300, and rises again.
  private func stepped(_ x: Double) -> Double {
    x < 100 ? 2 * x : x > 300 ? 200 + 2 * (x - 300) : 200
  }

  /// The lines on which y is a function of x, from one x to another.
  private func lines(_ from: Double, _ to: Double, _ y: (Double) -> Double) throws
    -> [ContourLine]
  {
    let xs = Array(stride(from: from, through: to, by: 10))
    let grid = try #require(Grid(xs: xs, ys: Array(stride(from: 0, through: 400, by: 10))))
    return ContourTracer(ScalarField(grid: grid) { x, height in height - y(x) }).lines(at: 0.5)
  }

  @Test func aValueStandsWhereItsLineRunsLevel() throws {
    let plate = try #require(labels([(1, "0.5", try lines(0, 390, stepped))]).first).plate
    #expect(abs(plate.center.y - 199.5) < 1e-6)
    #expect(plate.x >= 100 && plate.maxX <= 310, "all along the text")
  }

  @Test func marksAndOtherLinesAreAvoided() throws {
    let mark = Rectangle(x: 90, y: 150, width: 100, height: 100)
    let plate = try #require(
      labels([(1, "0.5", try lines(0, 390, stepped))], avoiding: [mark]).first
    ).plate
    #expect(!plate.overlaps(mark))
    // A second line just above the left half of the level part.
    let close = try lines(100, 200) { _ in 208 }
    let beside = try #require(
      labels([(1, "0.5", try lines(0, 390, stepped)), (2, nil, close)]).first
    ).plate
    #expect(beside.x >= 200 && beside.maxX <= 310)
  }

  @Test func aShortLineHasNoLabel() throws {
    let short = try lines(100, 150) { _ in 100 }
    #expect(labels([(1, "0.5", short)]).isEmpty)
    #expect(labels([(1, nil, try lines(0, 390, stepped))]).isEmpty)
  }

  @Test func roundValuesAreWritten() throws {
    let field = ScalarField(grid: SampleSurfaces.grid(5)) { x, _ in 3 + x }
    func written(_ range: ClosedRange<Double>) throws -> [String] {
      let scale = try #require(ColorScale(fields: [field], scale: .log, range: range))
      return scale.levels.indices.compactMap(scale.text)
    }
    // Ten parts of a decade hold 2 and 5, to within 0.3 %; three parts do not.
    #expect(try written(0.15...15) == ["0.2", "0.5", "1", "2", "5", "10"])
    #expect(try written(0.0011...9000) == ["0.01", "0.1", "1", "10", "100", "10³"])
  }
}
