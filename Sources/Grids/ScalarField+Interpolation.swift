extension ScalarField {
  /// The value at a point, bilinear between the four points of the grid around it; on a grid that is one point
  /// wide, linear along it. Nil outside the grid; NaN where one of them is missing.
  public func interpolated(at point: PlanePoint) -> Double? {
    guard grid.spans(point), let x = ScalarField.cell(point.x, grid.xs),
      let y = ScalarField.cell(point.y, grid.ys)
    else { return nil }
    func value(_ column: Int, _ row: Int) -> Double {
      self[column: min(column, grid.columns - 1), row: min(row, grid.rows - 1)]
    }
    func along(_ row: Int) -> Double {
      // A weight of zero must not spread what is not finite.
      x.share == 0
        ? value(x.index, row)
        : value(x.index, row) * (1 - x.share) + value(x.index + 1, row) * x.share
    }
    return y.share == 0
      ? along(y.index) : along(y.index) * (1 - y.share) + along(y.index + 1) * y.share
  }

  private static func cell(_ value: Double, _ axis: [Double]) -> (index: Int, share: Double)? {
    guard axis.count > 1 else { return (0, 0) }
    let index = max(0, (axis.firstIndex { $0 > value } ?? axis.count) - 1)
    guard index < axis.count - 1 else { return (axis.count - 1, 0) }
    return (index, (value - axis[index]) / (axis[index + 1] - axis[index]))
  }
}
