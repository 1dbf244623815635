import Grids
import Testing

/// A small generator of its own, so that these tests depend on no other module.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A rough field on uneven axes with ties, and with missing and non-finite points.
private func roughField(seed: UInt64, holes: Bool = true) -> ScalarField {
  var random = SplitMix(state: seed)
  func axis(_ count: Int) -> [Double] {
    var at = -1.0
    return (0..<count).map { _ in
      at += Double.random(in: 0.1...1, using: &random)
      return at
    }
  }
  let (xs, ys) = (axis(Int.random(in: 2...9, using: &random)), axis(7))
  guard let grid = Grid(xs: xs, ys: ys) else { preconditionFailure("\(xs) \(ys)") }
  let values = (0..<grid.count).map { _ in
    holes && Int.random(in: 0..<15, using: &random) == 0
      ? Double.nan : Double(Int.random(in: 0...8, using: &random)) / 2
  }
  let computed = (0..<grid.count).map { _ in
    !holes || Int.random(in: 0..<15, using: &random) != 0
  }
  return ScalarField(grid: grid, values: values, isComputed: computed)
}

private func transposed(_ field: ScalarField) -> ScalarField {
  let grid = field.grid
  guard let other = Grid(xs: grid.ys, ys: grid.xs) else { preconditionFailure("\(grid)") }
  let order = (0..<other.count).map { i in
    grid.index(column: other.row(of: i), row: other.column(of: i))
  }
  return ScalarField(
    grid: other, values: order.map { field.values[$0] },
    isComputed: order.map { field.isComputed[$0] })
}

private func mirrored(_ field: ScalarField) -> ScalarField {
  let grid = field.grid
  guard let other = Grid(xs: grid.xs.reversed().map { -$0 }, ys: grid.ys) else {
    preconditionFailure("\(grid)")
  }
  let order = (0..<grid.count).map { i in
    grid.index(column: grid.columns - 1 - grid.column(of: i), row: grid.row(of: i))
  }
  return ScalarField(
    grid: other, values: order.map { field.values[$0] },
    isComputed: order.map { field.isComputed[$0] })
}

/// The segments of lines without their direction, which a mirror reverses.
private func segments(
  _ lines: [ContourLine], _ transform: (PlanePoint) -> PlanePoint = { $0 }
) -> Set<Set<PlanePoint>> {
  var result: Set<Set<PlanePoint>> = []
  for line in lines {
    let points = line.points.map(transform)
    for (a, b) in zip(points, points.dropFirst()) { result.insert([a, b]) }
    if line.isClosed, let first = points.first, let last = points.last {
      result.insert([first, last])
    }
  }
  return result
}

private let seeds: [UInt64] = Array(1...40)
private let levels: [Double] = [0.25, 1, 1.5, 2.1, 3.75]

@Suite struct ContourPropertyTests {
  @Test(arguments: seeds) func everyVertexLiesOnAnEdgeWhereTheFieldHasTheLevel(seed: UInt64) {
    let field = roughField(seed: seed)
    let grid = field.grid
    for level in levels {
      for point in ContourTracer(field).lines(at: level).flatMap(\.points) {
        #expect(
          abs(valueOnEdge(field, point) - level) < 1e-12,
          "\(point) at \(level): \(valueOnEdge(field, point)) on \(grid)")
      }
    }
  }

  @Test func theEdgeOracleRejectsAPointOffTheEdges() {
    let field = roughField(seed: 1, holes: false)
    let (x0, x1) = (field.grid.xs[0], field.grid.xs[1])
    let (y0, y1) = (field.grid.ys[0], field.grid.ys[1])
    let inside = PlanePoint(x: (x0 + x1) / 2, y: (y0 + y1) / 2)
    #expect(valueOnEdge(field, inside).isNaN)
    #expect(valueOnEdge(field, PlanePoint(x: x0, y: y1)) == field[column: 0, row: 1])
  }

  @Test(arguments: seeds) func bandsAddUpToTheValidCells(seed: UInt64) {
    let field = roughField(seed: seed)
    let grid = field.grid
    let tracer = ContourTracer(field)
    var expected = 0.0
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) where tracer.isValid(column: column, row: row) {
        expected +=
          (grid.xs[column + 1] - grid.xs[column]) * (grid.ys[row + 1] - grid.ys[row])
      }
    }
    let nested = ([-.infinity] + levels + [.infinity]).map {
      tracer.region(atOrAbove: $0).area
    }
    #expect(abs(nested[0] - expected) < 1e-12)
    #expect(nested.last == 0)
    // Bands are the differences of nested regions: none may be negative.
    for (outer, inner) in zip(nested, nested.dropFirst()) { #expect(outer - inner > -1e-12) }
  }

  @Test(arguments: seeds) func aRegionAndItsComplementShareTheValidArea(seed: UInt64) {
    // The region of −f at −level holds what f's leaves over, at levels that no value and no mean
    // of a saddle cell meets.
    let field = roughField(seed: seed, holes: false)
    let all = ContourTracer(field).region(atOrAbove: -.infinity).area
    for level in [0.3, 0.8, 2.3] {
      let above = ContourTracer(field).region(atOrAbove: level).area
      let below = ContourTracer(field.map { -$0 }).region(atOrAbove: -level).area
      #expect(abs(above + below - all) < 1e-11)
    }
  }

  @Test(arguments: seeds) func transposingTheFieldTransposesTheLinesExactly(seed: UInt64) {
    let field = roughField(seed: seed)
    for level in levels {
      let expected = segments(ContourTracer(field).lines(at: level)) {
        PlanePoint(x: $0.y, y: $0.x)
      }
      #expect(segments(ContourTracer(transposed(field)).lines(at: level)) == expected)
    }
  }

  @Test(arguments: seeds) func mirroringTheFieldMirrorsTheLinesExactly(seed: UInt64) {
    let field = roughField(seed: seed)
    for level in levels {
      let expected = segments(ContourTracer(field).lines(at: level)) {
        PlanePoint(x: -$0.x, y: $0.y)
      }
      #expect(segments(ContourTracer(mirrored(field)).lines(at: level)) == expected)
    }
  }

  @Test(arguments: seeds) func openLinesEndWhereTheValidCellsEnd(seed: UInt64) {
    let whole = roughField(seed: seed, holes: false)
    let (xs, ys) = (whole.grid.xs, whole.grid.ys)
    for line in levels.flatMap({ ContourTracer(whole).lines(at: $0) }) where !line.isClosed {
      for end in [line.points.first, line.points.last].compactMap(\.self) {
        #expect(
          [xs.first, xs.last].contains(end.x) || [ys.first, ys.last].contains(end.y))
      }
    }
  }
}

/// The field on the grid line through a point, interpolated between its two neighbours; NaN where
/// the point lies on no grid line.
private func valueOnEdge(_ field: ScalarField, _ point: PlanePoint) -> Double {
  let grid = field.grid
  if let row = grid.ys.firstIndex(of: point.y) {
    return interpolate(grid.xs, at: point.x) { field[column: $0, row: row] }
  }
  if let column = grid.xs.firstIndex(of: point.x) {
    return interpolate(grid.ys, at: point.y) { field[column: column, row: $0] }
  }
  return .nan
}

private func interpolate(_ axis: [Double], at position: Double, _ value: (Int) -> Double)
  -> Double
{
  if let exact = axis.firstIndex(of: position) { return value(exact) }
  guard let above = axis.firstIndex(where: { $0 > position }), above > 0 else { return .nan }
  let share = (position - axis[above - 1]) / (axis[above] - axis[above - 1])
  return value(above - 1) * (1 - share) + value(above) * share
}
