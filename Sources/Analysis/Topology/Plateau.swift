public import Grids

extension ScalarField {
  /// The indices of all points with the value of one point that are joined to it by points of that
  /// value, itself included; each point is joined to its 8 neighbours. In no particular order.
  ///
  /// A point without a finite value has no plateau.
  public func plateau(around start: Int) -> [Int] {
    let level = values[start]
    guard level.isFinite else { return [] }
    var found: Set<Int> = [start]
    var pending = [start]
    while let point = pending.popLast() {
      let (column, row) = (grid.column(of: point), grid.row(of: point))
      for nextRow in max(row - 1, 0)...min(row + 1, grid.rows - 1) {
        for nextColumn in max(column - 1, 0)...min(column + 1, grid.columns - 1) {
          let next = grid.index(column: nextColumn, row: nextRow)
          if values[next] == level, found.insert(next).inserted { pending.append(next) }
        }
      }
    }
    return Array(found)
  }
}
