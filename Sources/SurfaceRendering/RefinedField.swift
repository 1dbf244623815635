package import Grids

/// A field on a finer grid that contains the points of its own: monotone cubics along the rows, then
/// along the columns.
///
/// Every value lies between the smallest and the largest corner of its cell, and along y the surface is
/// monotone inside a cell, so that no minimum or maximum appears between the points that were
/// computed. A cell with a corner that is not a number is a hole.
package struct RefinedField {
  package let xs: [Double]
  package let ys: [Double]
  /// The values row by row; NaN in holes.
  package let rows: [[Double]]
  /// How many finer steps lie in one step of the field, at least 1.
  package let steps: Int

  /// Larger sizes would overflow in slopes.
  private static let largest = 1e30

  /// Refines a field to about `count` steps along the longer axis.
  package init(_ field: ScalarField, count: Int) {
    let grid = field.grid
    let parts = max(1, count / max(1, max(grid.columns, grid.rows) - 1))
    steps = parts
    let columns = RefinedField.parts(of: grid.xs, count: parts)
    let lines = RefinedField.parts(of: grid.ys, count: parts)
    xs = columns.map(\.position)
    ys = lines.map(\.position)

    let coarse = (0..<grid.rows).map { row in
      let values = (0..<grid.columns).map { column -> Double in
        let value = field[column: column, row: row]
        return value.isFinite
          ? min(max(value, -RefinedField.largest), RefinedField.largest) : .nan
      }
      let slopes = MonotoneCubic.slopes(grid.xs, values)
      return columns.map { part in
        RefinedField.value(part, grid.xs, values, slopes)
      }
    }
    // Slopes along y at every finer column.
    let columnSlopes = columns.indices.map { column in
      MonotoneCubic.slopes(grid.ys, coarse.map { $0[column] })
    }
    let slopes = (0..<grid.rows).map { row in columnSlopes.map { $0[row] } }
    rows = lines.map { part in
      let row = part.interval
      guard part.share > 0 else { return coarse[row] }
      let weights = MonotoneCubic.weights(at: part.share)
      let length = grid.ys[row + 1] - grid.ys[row]
      return columns.indices.map { column in
        let (a, b) = (coarse[row][column], coarse[row + 1][column])
        let value =
          weights.start * a + weights.end * b
          + length
          * (weights.startSlope * slopes[row][column]
            + weights.endSlope * slopes[row + 1][column])
        // Rounding must not leave the range.
        return value.isNaN ? .nan : min(max(value, min(a, b)), max(a, b))
      }
    }
  }

  /// A finer coordinate: the interval in which it lies and the share of it, 0 at a point of the field.
  private struct Part {
    let position: Double
    let interval: Int
    let share: Double
  }

  private static func parts(of axis: [Double], count: Int) -> [Part] {
    var parts: [Part] = []
    for i in 0..<(axis.count - 1) {
      parts += (0..<count).map { step in
        let share = Double(step) / Double(count)
        return Part(position: axis[i] + share * (axis[i + 1] - axis[i]), interval: i, share: share)
      }
    }
    return parts
      + [Part(position: axis[axis.count - 1], interval: axis.count - 1, share: 0)]
  }

  private static func value(_ part: Part, _ xs: [Double], _ ys: [Double], _ slopes: [Double])
    -> Double
  {
    let i = part.interval
    guard part.share > 0 else { return ys[i] }
    let (a, b) = (ys[i], ys[i + 1])
    guard a.isFinite, b.isFinite else { return .nan }
    let weights = MonotoneCubic.weights(at: part.share)
    let value =
      weights.start * a + weights.end * b
      + (xs[i + 1] - xs[i]) * (weights.startSlope * slopes[i] + weights.endSlope * slopes[i + 1])
    return min(max(value, min(a, b)), max(a, b))
  }
}
