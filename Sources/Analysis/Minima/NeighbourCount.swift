public import Grids

extension ScalarField {
  /// The raw count of local minima: interior points strictly below all of their 8 neighbours, on a
  /// line below the 2 beside them.
  ///
  /// It is given for comparison only, since it counts every ripple and many artefacts of sampling.
  /// Comparisons are those of IEEE 754: a point with a NaN or missing neighbour is not counted,
  /// since that neighbour may lie lower; a neighbour at +∞ lies higher.
  public var strictNeighbourMinima: Int {
    func inside(_ count: Int) -> Range<Int> {
      grid.isLine && count == 1 ? 0..<1 : 1..<max(1, count - 1)
    }
    var count = 0
    for row in inside(grid.rows) {
      for column in inside(grid.columns) where isStrictMinimum(column: column, row: row) {
        count += 1
      }
    }
    return count
  }

  private func isStrictMinimum(column: Int, row: Int) -> Bool {
    let value = self[column: column, row: row]
    guard value.isFinite else { return false }
    for neighbourRow in max(0, row - 1)...min(row + 1, grid.rows - 1) {
      for neighbourColumn in max(0, column - 1)...min(column + 1, grid.columns - 1)
      where (neighbourColumn, neighbourRow) != (column, row) {
        guard value < self[column: neighbourColumn, row: neighbourRow] else { return false }
      }
    }
    return true
  }
}
