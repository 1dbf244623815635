/// What can be read from a field of which not all is known.
extension ScalarField {
  /// Whether every point has been evaluated.
  public var isComplete: Bool { isComputed.allSatisfy { $0 } }

  /// The part of the field that can be read as a surface: the field itself as long as its evaluated
  /// points hang together, else the finest regular coarser grid that is complete, else the field.
  ///
  /// Between points that stand apart, as they do while the spacing is being halved, no way can be
  /// followed and so no barrier measured. A few gaps do no such harm, and a coarser grid would give up
  /// resolution for nothing.
  public var readablePart: ScalarField { hangsTogether ? self : finestCompletePart ?? self }

  /// The finest regular coarser grid (see ``Grid/coarseToFine``) whose points have all been
  /// evaluated, as a field of its own; nil where there is none with at least three points along
  /// each axis (or all of the axis, where it has fewer).
  public var finestCompletePart: ScalarField? {
    for stride in grid.strides.reversed() {
      let (columns, rows) = grid.lattice(stride: stride)
      guard columns.count >= min(3, grid.columns), rows.count >= min(3, grid.rows) else {
        return nil
      }
      let points = rows.flatMap { row in columns.map { grid.index(column: $0, row: row) } }
      guard points.allSatisfy({ isComputed[$0] }),
        let part = Grid(xs: columns.map { grid.xs[$0] }, ys: rows.map { grid.ys[$0] })
      else { continue }
      return ScalarField(grid: part, values: points.map { values[$0] })
    }
    return nil
  }

  /// Whether each evaluated point can be reached from each other over evaluated points by steps to
  /// one of the 8 neighbours.
  var hangsTogether: Bool {
    guard let start = isComputed.firstIndex(of: true) else { return true }
    var isReached = Array(repeating: false, count: grid.count)
    isReached[start] = true
    var front = [start]
    while let point = front.popLast() {
      let (column, row) = (grid.column(of: point), grid.row(of: point))
      for r in max(0, row - 1)...min(grid.rows - 1, row + 1) {
        for c in max(0, column - 1)...min(grid.columns - 1, column + 1) {
          let next = grid.index(column: c, row: r)
          guard isComputed[next], !isReached[next] else { continue }
          isReached[next] = true
          front.append(next)
        }
      }
    }
    return zip(isComputed, isReached).allSatisfy(==)
  }
}
