/// A rectangular grid of points: the Cartesian product of two strictly increasing axes.
///
/// Points are numbered row by row: the point in column `c` and row `r` has index
/// `r * columns + c`. A row has one y, a column has one x, as in the surface files
/// (`/train_loss` is ny × nx).
public struct Grid: Hashable, Sendable {
  /// The x of each column, strictly increasing, finite; never empty.
  public let xs: [Double]
  /// The y of each row, strictly increasing, finite; never empty.
  public let ys: [Double]

  /// Creates a grid over two axes. Nil unless both are non-empty, finite and strictly increasing.
  public init?(xs: [Double], ys: [Double]) {
    guard Grid.isAxis(xs), Grid.isAxis(ys) else { return nil }
    self.xs = xs
    self.ys = ys
  }

  /// The number of columns (nx).
  public var columns: Int { xs.count }
  /// The number of rows (ny).
  public var rows: Int { ys.count }
  /// The number of points, nx · ny.
  public var count: Int { xs.count * ys.count }

  /// The index of the point in a column and a row.
  public func index(column: Int, row: Int) -> Int { row * columns + column }
  /// The column of the point with an index.
  public func column(of index: Int) -> Int { index % columns }
  /// The row of the point with an index.
  public func row(of index: Int) -> Int { index / columns }

  /// Whether the grid is a line: one point wide, and more than one long.
  public var isLine: Bool { (columns == 1) != (rows == 1) }

  /// Whether a point lies within the window that the grid spans, edges included.
  public func spans(_ point: PlanePoint) -> Bool {
    xs[0] <= point.x && point.x <= xs[columns - 1] && ys[0] <= point.y && point.y <= ys[rows - 1]
  }

  /// Whether the point with an index lies on the outer edge of the grid; of a line, whether it is
  /// one of its two ends.
  public func isOnBorder(_ index: Int) -> Bool {
    let (column, row) = (column(of: index), row(of: index))
    let isXEnd = column == 0 || column == columns - 1
    let isYEnd = row == 0 || row == rows - 1
    return isLine ? isXEnd && isYEnd : isXEnd || isYEnd
  }

  /// The grid with the same evenly spaced coordinates along both axes, ends included.
  ///
  /// `count` must be at least 1, and the span wide enough for that many different coordinates.
  public static func square(_ span: ClosedRange<Double>, count: Int) -> Grid {
    let axis = axis(from: span.lowerBound, to: span.upperBound, count: count)
    guard let grid = Grid(xs: axis, ys: axis) else {
      preconditionFailure("\(span) has no \(count) different coordinates")
    }
    return grid
  }

  /// `count` equally spaced coordinates from `lower` to `upper`, ends included exactly.
  ///
  /// A single point lies in the middle. Coordinates are computed from the nearer end, so that an
  /// axis over a symmetric interval is symmetric to the last bit (and has an exact 0 inside when
  /// its count is odd).
  public static func axis(from lower: Double, to upper: Double, count: Int) -> [Double] {
    precondition(count >= 1, "an axis needs at least one point, got \(count)")
    guard count > 1 else { return [(lower + upper) / 2] }
    let last = Double(count - 1)
    return (0..<count).map { i in
      if 2 * i == count - 1 { return (lower + upper) / 2 }
      return 2 * i < count - 1
        ? lower + (upper - lower) * (Double(i) / last)
        : upper - (upper - lower) * (Double(count - 1 - i) / last)
    }
  }

  private static func isAxis(_ values: [Double]) -> Bool {
    guard let first = values.first, first.isFinite else { return false }
    return zip(values, values.dropFirst()).allSatisfy { $0 < $1 && $1.isFinite }
  }
}
