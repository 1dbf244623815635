internal import Failures
internal import Grids
internal import Tensors

/// How the numbers of an array lie on a grid: where its points are, and in which order the array has them.
struct SurfaceLayout {
  /// The coordinates that a file holds of an axis, and where.
  struct Axis {
    /// nil where there are none.
    var values: [Double]?
    /// Where they stand, or would.
    var place: Place
  }

  /// Where the points are.
  let grid: Grid
  /// What had to be assumed, a clause each.
  let assumptions: [String]
  private let flipsX: Bool
  private let flipsY: Bool

  /// Fits an array to its coordinates. Rows are y, columns x; an array of one dimension lies along the axis
  /// that has as many coordinates.
  ///
  /// - Parameters:
  ///   - name: what the array is called.
  ///   - shape: of one or two dimensions.
  ///   - place: where the array stands.
  ///   - isLiEtAl: whether it may be declared nx × ny while its numbers lie row by row (ny × nx), as in what
  ///     Li et al.'s code writes.
  init(
    _ name: String, _ shape: Shape, at place: Place, x: Axis, y: Axis, isLiEtAl: Bool
  ) throws(Failure) {
    var assumptions: [String] = []
    let (columns, rows) = try Self.size(
      of: name, shape, at: place, x: x, y: y, isLiEtAl: isLiEtAl, &assumptions)
    guard columns > 0, rows > 0 else { throw Failure(.data, "has no points", at: place) }
    if x.values == nil, y.values == nil {
      assumptions.append("the file has no axes; x and y are assumed to span −1 to 1")
    }
    let isLine = y.values == nil && x.values != nil
    let xs = x.values ?? Grid.axis(from: -1, to: 1, count: columns)
    let ys = y.values ?? (isLine ? [0] : Grid.axis(from: -1, to: 1, count: rows))
    flipsX = try Self.isDescending(xs, at: x.place)
    flipsY = try Self.isDescending(ys, at: y.place)
    if flipsX { assumptions.append("x descends; columns are read from last to first") }
    if flipsY { assumptions.append("y descends; rows are read from last to first") }
    guard
      let grid = Grid(xs: flipsX ? xs.reversed() : xs, ys: flipsY ? ys.reversed() : ys)
    else { throw Failure(.data, "has no points", at: place) }
    self.grid = grid
    self.assumptions = assumptions
  }

  /// Numbers in the order of the array, in the order of the grid.
  func arranged<Number>(_ numbers: [Number]) -> [Number] {
    guard flipsX || flipsY else { return numbers }
    return (0..<grid.count).map { point in
      let (column, row) = (grid.column(of: point), grid.row(of: point))
      return numbers[
        grid.index(
          column: flipsX ? grid.columns - 1 - column : column,
          row: flipsY ? grid.rows - 1 - row : row)]
    }
  }

  private static func size(
    of name: String, _ shape: Shape, at place: Place, x: Axis, y: Axis, isLiEtAl: Bool,
    _ assumptions: inout [String]
  ) throws(Failure) -> (columns: Int, rows: Int) {
    let sizes = shape.dimensions
    let declared: (columns: Int, rows: Int)
    switch (sizes.count, x.values?.count, y.values?.count) {
    case (1, let columns, nil): declared = (columns ?? sizes[0], 1)
    case (1, let columns, let rows?): declared = (columns ?? 1, rows)
    case (2, nil, nil): declared = (sizes[1], sizes[0])
    case (2, let columns?, let rows?): declared = (columns, rows)
    // One row, or one column, of a line.
    case (2, let columns?, nil) where sizes.contains(1): declared = (columns, 1)
    case (2, nil, let rows?) where sizes.contains(1): declared = (1, rows)
    case (2, nil, _): throw Failure(.data, "there are coordinates for y but not for x", at: x.place)
    case (2, _, _): throw Failure(.data, "there are coordinates for x but not for y", at: y.place)
    default:
      throw Failure(
        .data, "has \(sizes.count) dimensions; a surface has 2, a line 1", at: place)
    }
    let (columns, rows) = declared
    if sizes == [rows, columns] { return declared }
    if sizes.count == 1, min(rows, columns) == 1, sizes[0] == max(rows, columns) { return declared }
    if sizes.count == 2, min(rows, columns) == 1, sizes == [columns, rows] { return declared }
    if isLiEtAl, sizes == [columns, rows] {
      assumptions.append(
        "\(name) is declared \(shape) for \(columns) x and \(rows) y, and read row by row as Li et al.'s "
          + "code fills it")
      return declared
    }
    throw Failure(
      .data, "has shape \(shape); the coordinates need \(Shape([rows, columns])) (ny × nx)",
      at: place,
      remedy: sizes == [columns, rows] ? "Transpose it: rows are y, columns are x." : nil)
  }

  private static func isDescending(_ axis: [Double], at place: Place) throws(Failure) -> Bool {
    let steps = zip(axis, axis.dropFirst())
    if axis.allSatisfy(\.isFinite) {
      if steps.allSatisfy({ $0 < $1 }) { return false }
      if steps.allSatisfy({ $0 > $1 }) { return true }
    }
    throw Failure(
      .data, "the coordinates are neither strictly increasing nor strictly decreasing numbers",
      at: place)
  }
}
