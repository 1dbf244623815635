internal import Grids

/// The second differences of a field at a point: its Hessian in the plane.
struct SecondDifferences {
  let xx: Double
  let yy: Double
  let xy: Double
  /// What rounding alone can make of an eigenvalue that is 0.
  let rounding: Double

  /// The trace, ∂²f/∂x² + ∂²f/∂y².
  var laplacian: Double { xx + yy }

  /// Whether both eigenvalues are above what rounding can make of 0: whether the matrix less
  /// ``rounding`` on its diagonal is positive definite. By roots, so that no product overflows.
  var isPositiveDefinite: Bool {
    let (a, b) = (xx - rounding, yy - rounding)
    return a > 0 && b > 0 && abs(xy) < a.squareRoot() * b.squareRoot()
  }
}

/// The steps to the two sides of a point of an axis.
struct AxisSteps {
  let below: Double
  let above: Double
  /// From the point before to the point after.
  let both: Double

  init(at place: Int, of axis: [Double]) {
    (below, above) = (axis[place] - axis[place - 1], axis[place + 1] - axis[place])
    both = axis[place + 1] - axis[place - 1]
  }

  var larger: Double { max(below, above) }

  /// The second derivative from three values, 2 ((f₊ − f)/p − (f − f₋)/q) / (p + q) with the steps p
  /// and q.
  func secondDifference(_ before: Double, _ value: Double, _ after: Double) -> Double {
    2 * ((after - value) / above - (value - before) / below) / (above + below)
  }
}

extension ScalarField {
  /// The second differences at an inner point with 8 finite neighbours and a finite value; nil
  /// elsewhere, and where they overflow.
  ///
  /// The mixed one is the difference of the diagonals over the area of the four cells. Sums are formed
  /// so that a transposed or mirrored field gives bit-identical results (the mixed one up to its
  /// sign).
  ///
  /// Rounding: a value is off by some ε|f|, and as much as it changes where its coordinates are off by
  /// ε|x|, at most about |f|·ε|x|/p. A second difference sums four of them over p·q. Together, with the
  /// largest of the nine values, the largest coordinates X and Y of the axes and 8 for "some":
  /// 8 ε |f| (1 + X/p + Y/p′) (1/(p·q) + 1/(p′·q′)), p the smaller step. ε is that of Double: losses
  /// that were computed in single precision carry errors 10⁹ times as large, which are part of the
  /// surface here, so where its curvature over a step is below 10⁻⁷ of the loss its sign says nothing.
  func secondDifferences(at index: Int) -> SecondDifferences? {
    guard !grid.isLine, !grid.isOnBorder(index) else { return nil }
    func value(_ x: Int, _ y: Int) -> Double { values[index + y * grid.columns + x] }
    let xs = AxisSteps(at: grid.column(of: index), of: grid.xs)
    let ys = AxisSteps(at: grid.row(of: index), of: grid.ys)
    let xx = xs.secondDifference(value(-1, 0), value(0, 0), value(1, 0))
    let yy = ys.secondDifference(value(0, -1), value(0, 0), value(0, 1))
    let xy = ((value(1, 1) + value(-1, -1)) - (value(1, -1) + value(-1, 1))) / (xs.both * ys.both)
    // What is not finite makes every sum that it is in not finite.
    guard xx.isFinite, yy.isFinite, xy.isFinite else { return nil }
    var largest = 0.0
    for y in -1...1 { for x in -1...1 { largest = max(largest, abs(value(x, y))) } }
    func places(_ axis: [Double], _ steps: AxisSteps) -> Double {
      max(abs(axis[0]), abs(axis[axis.count - 1])) / min(steps.below, steps.above)
    }
    return SecondDifferences(
      xx: xx, yy: yy, xy: xy,
      rounding: 8 * .ulpOfOne * largest * (1 + (places(grid.xs, xs) + places(grid.ys, ys)))
        * (1 / (xs.below * xs.above) + 1 / (ys.below * ys.above)))
  }
}
