/// Contour lines and superlevel regions of a field, by marching squares.
///
/// Rules, in the order in which they decide:
/// - A cell takes part only if its four corners are finite and computed. Nothing is drawn across
///   the others; `isValid(cell:)` tells them.
/// - A corner **at** the level counts as above it, so a plateau at the level belongs to the
///   region above, and every crossing is well defined.
/// - Along an edge the field is interpolated linearly, from the smaller value to the larger one.
///   The result is therefore the same bits from either side, and transposing or mirroring the
///   field transposes or mirrors the lines exactly.
/// - In a saddle cell the corners at or above the level are joined if the mean of the four
///   corners is at or above it.
///
/// Regions at successive levels nest and share their edges exactly: painting them upwards, each
/// over the one below, gives filled bands without seams or gaps.
public struct ContourTracer: Sendable {
  /// The field that is traced.
  public let field: ScalarField
  /// Whether each cell takes part; the cell in column c and row r has index r · (columns − 1) + c.
  let valid: [Bool]
  /// The cell sides that have a valid cell on one side only, running with that cell on the left.
  private var boundary: [BoundarySide] = []

  /// Prepares a field for tracing. A grid of one row or one column has no cells, hence no lines.
  public init(_ field: ScalarField) {
    self.field = field
    let grid = field.grid
    let finite = field.values.map(\.isFinite)  // missing values are NaN
    var valid: [Bool] = []
    valid.reserveCapacity(max(0, (grid.columns - 1) * (grid.rows - 1)))
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) {
        let southWest = grid.index(column: column, row: row)
        let northWest = southWest + grid.columns
        valid.append(
          finite[southWest] && finite[southWest + 1] && finite[northWest] && finite[northWest + 1])
      }
    }
    self.valid = valid
    boundary = findBoundary()
  }

  /// Whether the cell between columns `column`, `column + 1` and rows `row`, `row + 1` takes part.
  public func isValid(column: Int, row: Int) -> Bool {
    let grid = field.grid
    guard column >= 0, row >= 0, column < grid.columns - 1, row < grid.rows - 1 else {
      return false
    }
    return valid[row * (grid.columns - 1) + column]
  }

  /// The contour lines at a level, each as long as it can be. O(points of the grid).
  public func lines(at level: Double) -> [ContourLine] {
    var chains = ContourChains()
    addCrossings(at: level, to: &chains)
    return chains.join().compactMap { chain in
      let points = vertices(of: chain, at: level)
      guard points.count > 1 else { return nil }
      return ContourLine(level: level, points: points, isClosed: chain.isClosed)
    }
  }

  /// The part of the valid cells at or above a level; −∞ gives all of them. O(points of the grid).
  public func region(atOrAbove level: Double) -> ContourRegion {
    var chains = ContourChains()
    addCrossings(at: level, to: &chains)
    for side in boundary { addSide(side, at: level, to: &chains) }
    let rings = chains.join().map { vertices(of: $0, at: level) }.filter { $0.count > 2 }
    return ContourRegion(level: level, rings: rings)
  }

  // MARK: Segments

  // A vertex is a number: p for grid point p, p + count for the crossing on the edge from p to the
  // east, p + 2 count for the one on the edge from p to the north.

  private func edge(_ side: ContourTable.Side, southWest: Int) -> Int {
    let count = field.grid.count
    let columns = field.grid.columns
    switch side {
    case .south: return southWest + count
    case .north: return southWest + columns + count
    case .west: return southWest + 2 * count
    case .east: return southWest + 1 + 2 * count
    }
  }

  private func addCrossings(at level: Double, to chains: inout ContourChains) {
    let values = field.values
    let (columns, rows) = (field.grid.columns, field.grid.rows)
    var cell = 0
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) {
        defer { cell += 1 }
        guard valid[cell] else { continue }
        let at = row * columns + column
        let (sw, se) = (values[at], values[at + 1])
        let (nw, ne) = (values[at + columns], values[at + columns + 1])
        let bits =
          (sw >= level ? 1 : 0) | (se >= level ? 2 : 0) | (ne >= level ? 4 : 0)
          | (nw >= level ? 8 : 0)
        guard bits != 0, bits != 15 else { continue }
        var segments = ContourTable.separate[bits]
        // Diagonals first: the sum is then the same bits in a mirrored or transposed field.
        // Quarters, so that large values do not overflow.
        if let joined = ContourTable.joined[bits],
          (sw / 4 + ne / 4) + (se / 4 + nw / 4) >= level
        {
          segments = joined
        }
        for segment in segments {
          chains.link(edge(segment.from, southWest: at), edge(segment.to, southWest: at))
        }
      }
    }
  }

  private struct BoundarySide {
    let start: Int
    let end: Int
    let crossing: Int
  }

  private func findBoundary() -> [BoundarySide] {
    let grid = field.grid
    var sides: [BoundarySide] = []
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) where isValid(column: column, row: row) {
        let sw = grid.index(column: column, row: row)
        let (se, nw, ne) = (sw + 1, sw + grid.columns, sw + grid.columns + 1)
        func add(_ start: Int, _ end: Int, _ side: ContourTable.Side) {
          sides.append(
            BoundarySide(start: start, end: end, crossing: edge(side, southWest: sw)))
        }
        if !isValid(column: column, row: row - 1) { add(sw, se, .south) }
        if !isValid(column: column + 1, row: row) { add(se, ne, .east) }
        if !isValid(column: column, row: row + 1) { add(ne, nw, .north) }
        if !isValid(column: column - 1, row: row) { add(nw, sw, .west) }
      }
    }
    return sides
  }

  /// Adds the part of a side that lies at or above the level.
  private func addSide(
    _ side: BoundarySide, at level: Double, to chains: inout ContourChains
  ) {
    switch (field.values[side.start] >= level, field.values[side.end] >= level) {
    case (true, true): chains.link(side.start, side.end)
    case (true, false): chains.link(side.start, side.crossing)
    case (false, true): chains.link(side.crossing, side.end)
    case (false, false): break
    }
  }

  // MARK: Positions

  private func vertices(of chain: ContourChains.Chain, at level: Double) -> [PlanePoint] {
    var points: [PlanePoint] = []
    points.reserveCapacity(chain.vertices.count)
    for vertex in chain.vertices {
      let point = position(of: vertex, at: level)
      if points.last != point { points.append(point) }
    }
    if chain.isClosed, points.count > 1, points.first == points.last { points.removeLast() }
    return points
  }

  private func position(of vertex: Int, at level: Double) -> PlanePoint {
    let grid = field.grid
    let point = vertex % grid.count
    let x = grid.xs[grid.column(of: point)]
    let y = grid.ys[grid.row(of: point)]
    switch vertex / grid.count {
    case 0:
      return PlanePoint(x: x, y: y)
    case 1:
      let x1 = grid.xs[grid.column(of: point) + 1]
      return PlanePoint(x: crossing(x, x1, points: point, point + 1, at: level), y: y)
    default:
      let y1 = grid.ys[grid.row(of: point) + 1]
      return PlanePoint(x: x, y: crossing(y, y1, points: point, point + grid.columns, at: level))
    }
  }

  private func crossing(_ p: Double, _ q: Double, points a: Int, _ b: Int, at level: Double)
    -> Double
  {
    let (va, vb) = (field.values[a], field.values[b])
    let (low, high, start, end) = va <= vb ? (va, vb, p, q) : (vb, va, q, p)
    // Halves, so that a difference of two huge values of opposite signs does not overflow.
    let share = (level / 2 - low / 2) / (high / 2 - low / 2)
    return share < 1 ? start + share * (end - start) : end
  }
}
