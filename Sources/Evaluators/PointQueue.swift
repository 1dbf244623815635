internal import Grids

/// The points of one request, on their way to the workers.
///
/// A point at which a process has ended may be what ends it: it is asked again alone, so that the third
/// end is certainly its own.
struct PointQueue {
  /// The points, numbered from ``first`` on.
  let points: [PlanePoint]
  /// The number of the first point.
  let first: Int
  private var next = 0
  /// Points at which a process has ended, in order.
  private var suspects: [Int] = []
  private var ends: [Int: Int] = [:]

  init(_ points: [PlanePoint], from first: Int) {
    self.points = points
    self.first = first
  }

  /// Whether no point is left to be asked.
  var isEmpty: Bool { suspects.isEmpty && next == points.count }

  /// A point by its number.
  func position(of number: Int) -> PlanePoint { points[number - first] }

  /// Takes a point for a worker; nil where there is none for it.
  mutating func take(for worker: EvaluatorWorker) -> Int? {
    let isAlone = worker.asked.count == 1 && ends[worker.asked[0]] != nil
    guard worker.asked.count < worker.pipeline, !isAlone else { return nil }
    if !suspects.isEmpty { return worker.asked.isEmpty ? suspects.removeFirst() : nil }
    guard next < points.count else { return nil }
    defer { next += 1 }
    return first + next
  }

  /// Whether ``take(for:)`` would give one.
  func hasPoint(for worker: EvaluatorWorker) -> Bool {
    var copy = self
    return copy.take(for: worker) != nil
  }

  /// Takes a point back at which a process has ended; returns how often one has.
  mutating func takeBack(_ number: Int) -> Int {
    let count = ends[number, default: 0] + 1
    ends[number] = count
    suspects = (suspects + [number]).sorted()
    return count
  }
}
