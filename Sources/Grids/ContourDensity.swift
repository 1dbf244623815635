/// How close together the contour lines of a field lie, known without tracing them.
public struct ContourDensity: Sendable {
  /// How often the lines cross the sides of cells that run along x, and those that run along y.
  let crossings: (alongX: Int, alongY: Int)
  private let grid: Grid

  /// Counts the crossings of a field's lines with the sides of its cells. A side with an end that is
  /// not finite, or not computed, is crossed by none. O(points · log levels).
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - levels: The levels of the lines, ascending.
  public init(_ field: ScalarField, levels: [Double]) {
    let (values, columns) = (field.values, field.grid.columns)
    // The number of levels at or below a value: a side is crossed once by each level between its ends.
    let ranks = values.map { value in value.isFinite ? levels.rank(of: value) : nil }
    var (alongX, alongY) = (0, 0)
    for point in values.indices {
      guard let rank = ranks[point] else { continue }
      if (point + 1) % columns != 0, let east = ranks[point + 1] { alongX += abs(east - rank) }
      if point + columns < values.count, let north = ranks[point + columns] {
        alongY += abs(north - rank)
      }
    }
    crossings = (alongX, alongY)
    grid = field.grid
  }

  /// The mean distance between neighbouring lines where the plane is drawn with a width and a height: its
  /// area over the length of all lines, which follows from the crossings with a mesh of parallels
  /// (the Cauchy–Crofton formula: π/4 times the distance of the parallels for each crossing). Infinite
  /// where there is no line.
  public func spacing(width: Double, height: Double) -> Double {
    let cellWidth = width / Double(max(1, grid.columns - 1))
    let cellHeight = height / Double(max(1, grid.rows - 1))
    let length =
      .pi / 4 * (Double(crossings.alongX) * cellHeight + Double(crossings.alongY) * cellWidth)
    return length > 0 ? width * height / length : .infinity
  }
}

extension [Double] {
  /// How many of the ascending values lie at or below a value.
  fileprivate func rank(of value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
