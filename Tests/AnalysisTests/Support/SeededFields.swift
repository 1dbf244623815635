import Grids

/// A small generator for test fields (SplitMix64; Steele, Lea & Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A field from rows of values, on the coordinates 0, 1, 2 …
func field(_ rows: [[Double]]) -> ScalarField {
  ScalarField(
    grid: unitGrid(columns: rows[0].count, rows: rows.count), values: rows.flatMap { $0 })
}

func unitGrid(columns: Int, rows: Int) -> Grid {
  guard let grid = Grid(xs: (0..<columns).map(Double.init), ys: (0..<rows).map(Double.init)) else {
    preconditionFailure("\(columns) × \(rows) is no grid")
  }
  return grid
}

func squareGrid(points: Int, from lower: Double = -1, to upper: Double = 1) -> Grid {
  let axis = Grid.axis(from: lower, to: upper, count: points)
  guard let grid = Grid(xs: axis, ys: axis) else {
    preconditionFailure("\(points) points from \(lower) to \(upper) are no axis")
  }
  return grid
}

/// A small random field. `levels` distinct values (nil: all distinct), `walls` the share of points
/// without a finite value, of all kinds.
func randomField(seed: UInt64, levels: Int? = nil, walls: Double = 0) -> ScalarField {
  var generator = SeededGenerator(seed: seed)
  let grid = unitGrid(
    columns: Int.random(in: 1...9, using: &generator),
    rows: Int.random(in: 1...9, using: &generator))
  let values = (0..<grid.count).map { _ -> Double in
    if Double.random(in: 0..<1, using: &generator) < walls {
      return [.nan, .infinity, -.infinity].randomElement(using: &generator) ?? .nan
    }
    return levels.map { Double(Int.random(in: 0..<$0, using: &generator)) }
      ?? Double.random(in: -1..<1, using: &generator)
  }
  return ScalarField(grid: grid, values: values)
}

extension ScalarField {
  /// Rows become columns.
  var transposed: ScalarField {
    reordered(columns: grid.rows, rows: grid.columns) { ($1, $0) }
  }

  /// Left becomes right.
  var reflected: ScalarField {
    reordered(columns: grid.columns, rows: grid.rows) { (self.grid.columns - 1 - $0, $1) }
  }

  private func reordered(
    columns: Int, rows: Int, from source: (_ column: Int, _ row: Int) -> (Int, Int)
  ) -> ScalarField {
    let places = (0..<rows).flatMap { row in (0..<columns).map { source($0, row) } }
    return ScalarField(
      grid: unitGrid(columns: columns, rows: rows),
      values: places.map { self[column: $0.0, row: $0.1] },
      isComputed: places.map { isComputed[grid.index(column: $0.0, row: $0.1)] })
  }
}
