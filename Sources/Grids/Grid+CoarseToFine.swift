extension Grid {
  /// Every point once, coarse to fine: the middle, then the points of the coarsest regular grid
  /// around it, then those that each halving of the spacing adds, row by row.
  ///
  /// With stride s (a power of two) the coarser grid holds the points whose column and row are a
  /// multiple of s away from the middle. All of them have come before the first point that belongs
  /// to stride s/2 only, so whoever stops on the way has a complete coarser grid.
  public var coarseToFine: [Int] {
    var order = [index(column: middle.column, row: middle.row)]
    order.reserveCapacity(count)
    for stride in strides {
      for row in Grid.lattice(around: middle.row, stride: stride, count: rows) {
        let isRowOld = (row - middle.row) % (2 * stride) == 0
        for column in Grid.lattice(around: middle.column, stride: stride, count: columns) {
          let isOld = isRowOld && (column - middle.column) % (2 * stride) == 0
          let isMiddle = row == middle.row && column == middle.column
          // The coarsest grid has none before it but the middle.
          if isOld && stride != strides.first || isMiddle { continue }
          order.append(index(column: column, row: row))
        }
      }
    }
    return order
  }

  /// The strides of the coarser grids, coarsest first, 1 the last. The coarsest is the largest that
  /// has more points than the middle.
  var strides: [Int] {
    let reach = max(columns, rows) / 2
    var strides = [1]
    while strides[0] * 2 <= reach { strides.insert(strides[0] * 2, at: 0) }
    return strides
  }

  /// The columns and rows of the coarser grid of a stride.
  func lattice(stride: Int) -> (columns: [Int], rows: [Int]) {
    (
      Array(Grid.lattice(around: middle.column, stride: stride, count: columns)),
      Array(Grid.lattice(around: middle.row, stride: stride, count: rows))
    )
  }

  /// The middle point; of two, the one with the lower index.
  private var middle: (column: Int, row: Int) { ((columns - 1) / 2, (rows - 1) / 2) }

  private static func lattice(around middle: Int, stride: Int, count: Int) -> StrideTo<Int> {
    Swift.stride(from: middle % stride, to: count, by: stride)
  }
}
