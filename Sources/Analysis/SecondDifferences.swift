internal import Grids

/// The second differences of a field at a point: its Hessian in the plane.
struct SecondDifferences {
  let xx: Double
  let yy: Double
  let xy: Double

  /// The trace, ∂²f/∂x² + ∂²f/∂y².
  var laplacian: Double { xx + yy }

  /// Whether both eigenvalues are above 0. By roots, so that no product overflows.
  var isPositiveDefinite: Bool {
    xx > 0 && yy > 0 && abs(xy) < xx.squareRoot() * yy.squareRoot()
  }
}

extension ScalarField {
  /// The second differences at an inner point with 8 finite neighbours and a finite value; nil
  /// elsewhere, and where they overflow.
  ///
  /// With steps p and q to the two sides ∂²f/∂x² is 2 ((f₊ − f)/p − (f − f₋)/q) / (p + q); the mixed
  /// one is the difference of the diagonals over the area of the four cells. Sums are formed so that a
  /// transposed or mirrored field gives the same bits (the mixed one up to its sign).
  func secondDifferences(at index: Int) -> SecondDifferences? {
    guard !grid.isOnBorder(index) else { return nil }
    let (column, row) = (grid.column(of: index), grid.row(of: index))
    func value(_ x: Int, _ y: Int) -> Double { values[index + y * grid.columns + x] }
    func curvature(_ before: Double, _ after: Double, _ axis: [Double], _ place: Int) -> Double {
      let (below, above) = (axis[place] - axis[place - 1], axis[place + 1] - axis[place])
      return 2 * ((after - value(0, 0)) / above - (value(0, 0) - before) / below)
        / (above + below)
    }
    let area =
      (grid.xs[column + 1] - grid.xs[column - 1]) * (grid.ys[row + 1] - grid.ys[row - 1])
    let differences = SecondDifferences(
      xx: curvature(value(-1, 0), value(1, 0), grid.xs, column),
      yy: curvature(value(0, -1), value(0, 1), grid.ys, row),
      xy: ((value(1, 1) + value(-1, -1)) - (value(1, -1) + value(-1, 1))) / area)
    // What is not finite makes every sum that it is in not finite.
    let isFinite = differences.xx.isFinite && differences.yy.isFinite && differences.xy.isFinite
    return isFinite ? differences : nil
  }
}
