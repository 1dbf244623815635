public import Grids

extension ScalarField {
  /// The raw count of local minima: interior points strictly below all of their 8 neighbours.
  ///
  /// It is given for comparison only, since it counts every ripple and much that sampling invents.
  /// Comparisons are those of IEEE 754: a point with a NaN or missing neighbour is not counted,
  /// since that neighbour may lie lower; a neighbour at +∞ lies higher.
  public var strictNeighbourMinima: Int {
    guard grid.columns > 2, grid.rows > 2 else { return 0 }
    var count = 0
    for row in 1..<grid.rows - 1 {
      for column in 1..<grid.columns - 1 where isStrictMinimum(column: column, row: row) {
        count += 1
      }
    }
    return count
  }

  private func isStrictMinimum(column: Int, row: Int) -> Bool {
    let value = self[column: column, row: row]
    guard value.isFinite else { return false }
    for neighbourRow in row - 1...row + 1 {
      for neighbourColumn in column - 1...column + 1
      where (neighbourColumn, neighbourRow) != (column, row) {
        guard value < self[column: neighbourColumn, row: neighbourRow] else { return false }
      }
    }
    return true
  }
}
