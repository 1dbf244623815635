import Analysis
import Grids

/// The slow twin of ``PersistenceDiagram/holes``: for each point and each level it looks at the piece
/// of the complement of the sublevel set in which the point lies.
struct NaiveHoles {
  let field: ScalarField

  /// Birth and death of the holes that outlive their birth, in order; nil for a death that never
  /// comes.
  var pairs: [[Double?]] {
    field.values.indices.compactMap { point -> [Double?]? in
      let value = height(of: point)
      // A hole is there, and known by this point, as long as its piece is enclosed and holds
      // nothing higher.
      let births = levels.filter { $0 < value && isHighest(point, inPieceAbove: $0) }
      return births.min().map { [$0, value == .infinity ? nil : value] }
    }
    .sorted { ($0[0] ?? 0, $0[1] ?? .infinity) < ($1[0] ?? 0, $1[1] ?? .infinity) }
  }

  private var levels: [Double] { Set(field.values.filter(\.isFinite)).sorted() }

  /// Walls are higher than all values.
  private func height(of point: Int) -> Double {
    field.values[point].isFinite ? field.values[point] : .infinity
  }

  private func isHighest(_ point: Int, inPieceAbove level: Double) -> Bool {
    let grid = field.grid
    var seen: Set<Int> = [point]
    var pending = [point]
    while let next = pending.popLast() {
      let (column, row) = (grid.column(of: next), grid.row(of: next))
      let touchesOutside =
        [0, grid.columns - 1].contains(column) || [0, grid.rows - 1].contains(row)
      if touchesOutside || (height(of: next), next) > (height(of: point), point) {
        return false
      }
      for neighbour in [next - grid.columns, next - 1, next + 1, next + grid.columns]
      where height(of: neighbour) > level && seen.insert(neighbour).inserted {
        pending.append(neighbour)
      }
    }
    return true
  }
}

extension ScalarField {
  /// The Euler characteristic of the sublevel set of a level, counted in the complex whose squares
  /// are its points: corners − sides + squares.
  func eulerCharacteristic(atLevel level: Double) -> Int {
    func isIn(_ column: Int, _ row: Int) -> Bool {
      guard column >= 0, row >= 0, column < grid.columns, row < grid.rows else { return false }
      let value = self[column: column, row: row]
      return value.isFinite && value <= level
    }
    var (corners, sides, squares) = (0, 0, 0)
    for row in 0...grid.rows {
      for column in 0...grid.columns {
        let (here, left) = (isIn(column, row), isIn(column - 1, row))
        let (below, belowLeft) = (isIn(column, row - 1), isIn(column - 1, row - 1))
        squares += here ? 1 : 0
        sides += here || left ? 1 : 0
        sides += here || below ? 1 : 0
        corners += here || left || below || belowLeft ? 1 : 0
      }
    }
    return corners - sides + squares
  }
}
