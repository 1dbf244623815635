package import Grids

/// The lowest way out of a minimum: over grid points, each one of the 8 neighbours of the one
/// before, to the first point that lies lower, such that the highest point on the way is as low as
/// can be.
///
/// Water that rises in the minimum finds it: the lowest point at its shore is entered next, until
/// one lies lower than the bottom. The height of the highest point entered above the bottom is the
/// persistence that ``MergeTree`` gives, by the same order of points (by value, then by index).
package struct WayOut {
  /// From the bottom over the highest point to the first lower one; empty where nothing lower can
  /// be reached.
  package let way: [Int]
  /// The place in `way` of its highest point.
  package let summit: Int
  /// The value of the highest point that was entered.
  package let level: Double
  /// The points at the shore: neighbours of those that were entered which were not. Those beyond
  /// the highest point may lie lower.
  package let shore: [Int]

  /// Finds the way from a point with a finite value.
  ///
  /// - Parameter isLower: decides for a point that has been reached whether the way ends there.
  package init(in field: ScalarField, from start: Int, to isLower: (_ point: Int) -> Bool) {
    let values = field.values
    let grid = field.grid
    var origins = [Int](repeating: -1, count: grid.count)
    origins[start] = start
    var queue = LowestFirst()
    queue.insert(start, value: values[start])
    var level = values[start]
    var end: Int?
    while let point = queue.removeLowest() {
      if point != start, isLower(point) {
        end = point
        break
      }
      level = max(level, values[point])
      grid.forEachNeighbour(of: point) { next in
        guard values[next].isFinite, origins[next] < 0 else { return }
        origins[next] = point
        queue.insert(next, value: values[next])
      }
    }
    self.level = level
    shore = queue.points.sorted()
    var way: [Int] = []
    if var point = end {
      way.append(point)
      while point != start {
        point = origins[point]
        way.append(point)
      }
    }
    self.way = way.reversed()
    summit = self.way.firstIndex { values[$0] == level } ?? 0
  }

  /// Nothing lower can be reached from the lowest point of a field: none of its points needs to be
  /// entered.
  init(fromLowestOf field: ScalarField) {
    (way, summit, shore) = ([], 0, [])
    level = field.finiteRange?.upperBound ?? .nan
  }

  /// The part of the way from the bottom up to its highest point.
  var ascent: ArraySlice<Int> { way.prefix(summit + 1) }
}

extension Grid {
  /// Visits the up to 8 points around a point, in the order of their index.
  func forEachNeighbour(of point: Int, _ body: (Int) -> Void) {
    forEachPoint(around: point, radius: 1) { if $0 != point { body($0) } }
  }

  /// Visits the points at most a number of columns and rows away from a point, itself included, in
  /// the order of their index.
  func forEachPoint(around point: Int, radius: Int, _ body: (Int) -> Void) {
    let (column, row) = (column(of: point), row(of: point))
    for row in max(0, row - radius)...min(rows - 1, row + radius) {
      for column in max(0, column - radius)...min(columns - 1, column + radius) {
        body(index(column: column, row: row))
      }
    }
  }
}

extension ScalarField {
  /// Whether a point comes before another: by value, then by index, as in ``MergeTree``. What has
  /// no finite value lies higher than all that has one.
  package func isLower(_ point: Int, than other: Int) -> Bool {
    guard values[point].isFinite else { return false }
    return !values[other].isFinite || (values[point], point) < (values[other], other)
  }

  /// The minimum that lies downhill of a point: the lowest neighbour is entered as long as it lies
  /// lower (of equal values, the smaller index). Without a finite value only where neither the point
  /// nor a neighbour has one.
  package func downhill(of start: Int) -> Int {
    var point = start
    while true {
      var lowest = point
      grid.forEachNeighbour(of: point) { next in
        if isLower(next, than: lowest) { lowest = next }
      }
      if lowest == point { return point }
      point = lowest
    }
  }
}

/// A queue of points, the lowest first; of equal values the smaller index. A binary heap.
private struct LowestFirst {
  private var entries: [(value: Double, point: Int)] = []

  /// The points in the queue, in no particular order.
  var points: [Int] { entries.map(\.point) }

  private func isLess(_ a: Int, _ b: Int) -> Bool {
    (entries[a].value, entries[a].point) < (entries[b].value, entries[b].point)
  }

  mutating func insert(_ point: Int, value: Double) {
    entries.append((value, point))
    var place = entries.count - 1
    while place > 0, isLess(place, (place - 1) / 2) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeLowest() -> Int? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first.point }
    entries[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      if child + 1 < entries.count, isLess(child + 1, child) { child += 1 }
      guard child < entries.count, isLess(child, place) else { return first.point }
      entries.swapAt(place, child)
      place = child
    }
  }
}
