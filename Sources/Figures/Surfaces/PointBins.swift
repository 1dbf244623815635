/// Points of the drawing plane, filed by square cells, so that those near a place are found
/// without a look at all of them.
struct PointBins {
  private let size: Double
  private let origin: Point
  private let columns: Int
  private let rows: Int
  private var bins: [[Point]]

  /// The most cells along a side.
  private static let mostCells = 512.0

  /// Creates bins.
  ///
  /// - Parameters:
  ///   - room: where the points lie. Those elsewhere are filed in the cells at its edges.
  ///   - reach: the largest distance that will be asked for, above 0.
  init(_ points: [Point] = [], within room: Rectangle, reach: Double) {
    size = max(reach, room.width / Self.mostCells, room.height / Self.mostCells)
    origin = Point(x: room.x, y: room.y)
    columns = Int(room.width / size) + 1
    rows = Int(room.height / size) + 1
    bins = Array(repeating: [], count: columns * rows)
    points.forEach { insert($0) }
  }

  mutating func insert(_ point: Point) {
    let (column, row) = cell(of: point)
    bins[row * columns + column].append(point)
  }

  /// Whether a point that the condition holds for lies nearer to a place than a distance, which is
  /// at most the reach.
  func hasPoint(
    nearer distance: Double, to place: Point, where isMeant: (Point) -> Bool = { _ in true }
  ) -> Bool {
    // Points that are no farther apart than a cell is large lie in neighbouring ones, at the edges too.
    let middle = cell(of: place)
    for row in max(0, middle.row - 1)...min(rows - 1, middle.row + 1) {
      for column in max(0, middle.column - 1)...min(columns - 1, middle.column + 1) {
        for point in bins[row * columns + column]
        where distanceBetween(point, place) < distance && isMeant(point) { return true }
      }
    }
    return false
  }

  private func cell(of point: Point) -> (column: Int, row: Int) {
    func number(_ offset: Double, of count: Int) -> Int {
      Int(min(max((offset / size).rounded(.down), 0), Double(count - 1)))
    }
    return (number(point.x - origin.x, of: columns), number(point.y - origin.y, of: rows))
  }
}

private func distanceBetween(_ a: Point, _ b: Point) -> Double {
  ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
}
