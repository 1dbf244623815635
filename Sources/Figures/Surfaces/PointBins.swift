/// Points of the drawing plane, filed by square cells, so that those near a place are found
/// without a look at all of them.
struct PointBins {
  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  private let size: Double
  private var bins: [Cell: [Point]] = [:]

  /// Creates bins.
  ///
  /// - Parameter reach: the largest distance that will be asked for, above 0.
  init(_ points: [Point] = [], reach: Double) {
    size = reach
    points.forEach { insert($0) }
  }

  mutating func insert(_ point: Point) { bins[cell(of: point), default: []].append(point) }

  /// Whether a point that the condition holds for lies nearer to a place than a distance, which is
  /// at most the reach.
  func hasPoint(
    nearer distance: Double, to place: Point, where isMeant: (Point) -> Bool = { _ in true }
  ) -> Bool {
    let middle = cell(of: place)
    for row in middle.row - 1...middle.row + 1 {
      for column in middle.column - 1...middle.column + 1 {
        for point in bins[Cell(column: column, row: row)] ?? []
        where distanceBetween(point, place) < distance && isMeant(point) { return true }
      }
    }
    return false
  }

  private func cell(of point: Point) -> Cell {
    Cell(column: Int((point.x / size).rounded(.down)), row: Int((point.y / size).rounded(.down)))
  }
}

private func distanceBetween(_ a: Point, _ b: Point) -> Double {
  ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
}
