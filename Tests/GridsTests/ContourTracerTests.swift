import Grids
import Testing

/// A field on the unit-spaced grid from rows listed **north first**, as one reads them.
private func field(_ northFirst: [Double]...) -> ScalarField {
  let rows = northFirst.reversed()
  guard
    let grid = Grid(
      xs: (0..<(northFirst.first?.count ?? 0)).map(Double.init),
      ys: (0..<rows.count).map(Double.init))
  else { preconditionFailure("the test's own grid is wrong: \(northFirst)") }
  return ScalarField(grid: grid, values: rows.flatMap { $0 })
}

private func p(_ x: Double, _ y: Double) -> PlanePoint { PlanePoint(x: x, y: y) }

/// The lines as a set that ignores where a closed line begins.
private func canonical(_ lines: [ContourLine]) -> Set<[PlanePoint]> {
  Set(
    lines.map { line in
      guard line.isClosed else { return line.points }
      let first =
        line.points.indices.min {
          (line.points[$0].y, line.points[$0].x) < (line.points[$1].y, line.points[$1].x)
        } ?? 0
      return Array(line.points[first...] + line.points[..<first])
    })
}

@Suite struct ContourTracerTests {
  @Test(arguments: [
    // One corner above: the line keeps it on its left.
    ([[0.0, 0], [4, 0]], [[p(0.75, 0), p(0, 0.75)]]),
    ([[0, 0], [0, 4]], [[p(1, 0.75), p(0.25, 0)]]),
    ([[0, 4], [0, 0]], [[p(0.25, 1), p(1, 0.25)]]),
    ([[4, 0], [0, 0]], [[p(0, 0.25), p(0.75, 1)]]),
    // Halves.
    ([[0, 0], [4, 4]], [[p(1, 0.75), p(0, 0.75)]]),
    ([[4, 4], [0, 0]], [[p(0, 0.25), p(1, 0.25)]]),
    ([[4, 0], [4, 0]], [[p(0.75, 0), p(0.75, 1)]]),
    ([[0, 4], [0, 4]], [[p(0.25, 1), p(0.25, 0)]]),
    // One corner below.
    ([[4, 4], [4, 0]], [[p(0.75, 0), p(1, 0.25)]]),
    ([[4, 4], [0, 4]], [[p(0, 0.25), p(0.25, 0)]]),
    ([[4, 0], [4, 4]], [[p(1, 0.75), p(0.75, 1)]]),
    ([[0, 4], [4, 4]], [[p(0.25, 1), p(0, 0.75)]]),
    // All on one side.
    ([[0, 0], [0, 0]], []),
    ([[4, 4], [4, 4]], []),
    // Saddles: mean 2 joins the high corners, mean 0 keeps them apart.
    ([[0, 4], [4, 0]], [[p(0.75, 0), p(1, 0.25)], [p(0.25, 1), p(0, 0.75)]]),
    ([[4, 0], [0, 4]], [[p(0, 0.25), p(0.25, 0)], [p(1, 0.75), p(0.75, 1)]]),
    ([[-4, 4], [4, -4]], [[p(0.375, 0), p(0, 0.375)], [p(0.625, 1), p(1, 0.625)]]),
    ([[4, -4], [-4, 4]], [[p(1, 0.375), p(0.625, 0)], [p(0, 0.625), p(0.375, 1)]]),
  ])
  func oneCell(rows: [[Double]], expected: [[PlanePoint]]) {
    let lines = ContourTracer(field(rows[0], rows[1])).lines(at: 1)
    #expect(Set(lines.map(\.points)) == Set(expected))
    #expect(lines.allSatisfy { !$0.isClosed && $0.level == 1 })
  }

  @Test func aPeakIsEnclosedByOneClosedLine() {
    let peak = ContourTracer(field([0, 0, 0], [0, 2, 0], [0, 0, 0]))
    let lines = peak.lines(at: 1)
    #expect(lines.map(\.isClosed) == [true])
    #expect(
      canonical(lines) == [[p(1, 0.5), p(1.5, 1), p(1, 1.5), p(0.5, 1)]],
      "counterclockwise, the peak on the left")
    #expect(peak.region(atOrAbove: 1).area == 0.5)
  }

  @Test func aPitIsEnclosedClockwiseAndCutOutOfTheRegion() {
    let pit = ContourTracer(field([2, 2, 2], [2, 0, 2], [2, 2, 2]))
    #expect(canonical(pit.lines(at: 1)) == [[p(1, 0.5), p(0.5, 1), p(1, 1.5), p(1.5, 1)]])
    let region = pit.region(atOrAbove: 1)
    #expect(region.rings.count == 2)
    #expect(region.area == 3.5)
  }

  @Test func anOpenLineRunsThroughSeveralCells() {
    let slope = ContourTracer(field([0, 1, 2], [0, 1, 2], [0, 1, 2]))
    let lines = slope.lines(at: 0.5)
    #expect(lines.map(\.points) == [[p(0.5, 2), p(0.5, 1), p(0.5, 0)]])
    #expect(lines.map(\.isClosed) == [false])
    #expect(slope.region(atOrAbove: 0.5).area == 3)
  }

  @Test func aValueAtTheLevelCountsAsAbove() {
    let plateau = ContourTracer(field([1, 1], [0, 0]))
    #expect(plateau.lines(at: 1).map(\.points) == [[p(0, 1), p(1, 1)]])
    #expect(plateau.region(atOrAbove: 1).area == 0)
    let pointed = ContourTracer(field([0, 0, 0], [0, 1, 0], [0, 0, 0]))
    #expect(pointed.lines(at: 1).isEmpty, "a single point is no line")
    #expect(ContourTracer(field([1, 1], [1, 1])).region(atOrAbove: 1).area == 1)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func cellsAtANonfinitePointAreLeftOut(value: Double) {
    let tracer = ContourTracer(field([0, 1, 2], [0, 1, 2], [value, 1, 2]))
    #expect(tracer.lines(at: 0.5).map(\.points) == [[p(0.5, 2), p(0.5, 1)]])
    #expect(tracer.region(atOrAbove: -.infinity).area == 3)
    #expect(!tracer.isValid(column: 0, row: 0))
    #expect(tracer.isValid(column: 1, row: 1))
    #expect(!tracer.isValid(column: 2, row: 0) && !tracer.isValid(column: -1, row: 0))
  }

  @Test func aMissingPointLeavesAHole() {
    let whole = ScalarField(
      grid: Grid(xs: [0, 1, 2, 3, 4], ys: [0, 1, 2, 3]) ?? unitGrid, { x, y in x + y })
    var computed = Array(repeating: true, count: 20)
    computed[whole.grid.index(column: 2, row: 1)] = false
    let tracer = ContourTracer(
      ScalarField(grid: whole.grid, values: whole.values, isComputed: computed))
    let all = tracer.region(atOrAbove: -.infinity)
    #expect(all.area == 8)
    #expect(all.rings.flatMap { $0 }.allSatisfy { $0 != p(2, 1) })
  }

  @Test func regionsThatTouchInOnePointKeepTheirArea() {
    let tracer = ContourTracer(field([1, 1, .nan], [1, 1, 1], [.nan, 1, 1]))
    #expect(tracer.region(atOrAbove: -.infinity).area == 2)
  }

  @Test(arguments: [(1, 1), (5, 1), (1, 5)])
  func aGridWithoutCellsHasNoLines(columns: Int, rows: Int) {
    let grid = Grid(
      xs: Grid.axis(from: -1, to: 1, count: columns), ys: Grid.axis(from: -1, to: 1, count: rows))
    let tracer = ContourTracer(ScalarField(grid: grid ?? unitGrid) { x, y in x + y })
    #expect(tracer.lines(at: 0).isEmpty)
    #expect(tracer.region(atOrAbove: -.infinity).rings.isEmpty)
  }

  @Test func hugeValuesDoNotOverflow() {
    let big = Double.greatestFiniteMagnitude
    let lines = ContourTracer(field([-big, -big], [big, big])).lines(at: 0)
    #expect(lines.map(\.points) == [[p(1, 0.5), p(0, 0.5)]])
    #expect(ContourTracer(field([big, -big], [-big, big])).lines(at: 0).count == 2)
  }

  private let unitGrid = Grid(xs: [0, 1], ys: [0, 1]) ?? emptyGrid
}

/// Reached only if `Grid` refused two plain axes, which the other tests would show.
private var emptyGrid: Grid { preconditionFailure("0, 1 is no axis?") }
