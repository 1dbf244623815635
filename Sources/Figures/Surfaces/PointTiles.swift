internal import Grids

/// A rectangle for each point of a grid, its edges on whole pixels; neighbours in a row that are filled
/// alike become one.
struct PointTiles {
  /// The edges between columns, from left to right.
  let xs: [Double]
  /// The edges between rows, from the bottom up.
  let ys: [Double]
  private let grid: Grid

  init(_ grid: Grid, in frame: PlotFrame) {
    self.grid = grid
    xs = PlotExtent.edges(of: grid.xs, other: grid.ys).map { frame.x($0).rounded() }
    ys = PlotExtent.edges(of: grid.ys, other: grid.xs).map { frame.y($0).rounded() }
  }

  /// Collects the rectangles by what they are filled with.
  ///
  /// - Parameters:
  ///   - limit: how many rectangles are held at once.
  ///   - fill: what the rectangle of a point, by its number in the grid, is filled with.
  ///   - draw: draws what was collected; called now and then, and at the end.
  func collect<Fill: Hashable>(
    atMost limit: Int = .max, by fill: (Int) -> Fill, draw: ([Fill: Path]) -> Void
  ) {
    var fills: [Fill: Path] = [:]
    var count = 0
    for row in 0..<grid.rows where ys[row + 1] < ys[row] {
      let first = grid.index(column: 0, row: row)
      var column = 0
      while column < grid.columns {
        let kind = fill(first + column)
        var end = column + 1
        while end < grid.columns, fill(first + end) == kind { end += 1 }
        if xs[column] < xs[end] {
          fills[kind, default: Path()].add(
            Rectangle(left: xs[column], top: ys[row + 1], right: xs[end], bottom: ys[row]))
          count += 1
        }
        column = end
      }
      if count > limit {
        draw(fills)
        (fills, count) = ([:], 0)
      }
    }
    draw(fills)
  }
}
