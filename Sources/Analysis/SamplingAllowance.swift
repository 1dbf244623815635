internal import Grids

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The barrier that sampling alone can put between two neighbouring points of a convex valley.
///
/// A path over grid points that follows a narrow valley at an angle to the axes leaves its floor
/// by up to half a spacing h and so climbs its walls by up to λ(h/2)²/2 = h²λ/8, where λ is the
/// largest curvature of the loss. On the analysed scale a false minimum of loss L can thus have a
/// persistence up to log10((L + floor + h²λ/8) / (L + floor)). A barrier below this may be
/// invented by the grid; one above it is not.
///
/// λh² is the largest eigenvalue of the matrix of second differences, which measures both axes in
/// their own spacing; the largest is taken along the straight line from the minimum to its saddle.
struct SamplingAllowance {
  let losses: ScalarField
  let scale: LogScale

  /// The allowance in decades of a minimum with a saddle, both given by index; nil where no second
  /// difference between them can be formed (walls all around).
  func decades(minimum: Int, saddle: Int) -> Double? {
    guard let curvature = largestCurvature(from: minimum, to: saddle) else { return nil }
    return scale.decades(ofRise: max(0, curvature) / 8, above: losses.values[minimum])
  }

  private func largestCurvature(from start: Int, to end: Int) -> Double? {
    let grid = losses.grid
    let (column, row) = (grid.column(of: start), grid.row(of: start))
    let (columns, rows) = (grid.column(of: end) - column, grid.row(of: end) - row)
    let steps = max(abs(columns), abs(rows))
    func part(_ step: Int, of length: Int) -> Int {
      steps == 0 ? 0 : Int((Double(step * length) / Double(steps)).rounded())
    }
    return (0...steps)
      .compactMap {
        curvature(column: column + part($0, of: columns), row: row + part($0, of: rows))
      }
      .max()
  }

  /// The largest eigenvalue of the second differences at a point; on the border at the nearest
  /// inner point. An axis of fewer than three points has no curvature.
  private func curvature(column: Int, row: Int) -> Double? {
    let grid = losses.grid
    let (hasX, hasY) = (grid.columns > 2, grid.rows > 2)
    let column = hasX ? min(max(column, 1), grid.columns - 2) : column
    let row = hasY ? min(max(row, 1), grid.rows - 2) : row
    func loss(_ dx: Int, _ dy: Int) -> Double { losses[column: column + dx, row: row + dy] }

    let xx = hasX ? loss(1, 0) - 2 * loss(0, 0) + loss(-1, 0) : 0
    let yy = hasY ? loss(0, 1) - 2 * loss(0, 0) + loss(0, -1) : 0
    let xy = hasX && hasY ? (loss(1, 1) - loss(-1, 1) - loss(1, -1) + loss(-1, -1)) / 4 : 0
    let largest = (xx + yy) / 2 + hypot((xx - yy) / 2, xy)
    return largest.isFinite ? largest : nil
  }
}
