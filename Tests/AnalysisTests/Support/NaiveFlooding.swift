import Analysis
import Grids

/// The slow twin of ``MergeTree``: it labels the connected components of one sublevel set after the
/// other and looks at what became of each lowest point.
struct NaiveFlooding {
  struct Class: Hashable {
    let minimum: Int
    let birth: Double
    /// Nil where the class lives on.
    let death: Double?
    /// The lowest point of the component it went into.
    let survivor: Int?
    /// The point whose entry ended it; only where points enter one by one.
    let saddle: Int?
  }

  let field: ScalarField
  let connectivity: MergeTree.Connectivity

  /// The classes when all points of one value enter together, so that no class is born and dies
  /// at once; in the order of birth.
  var classesByLevel: [Class] {
    let levels = Set(field.values.filter(\.isFinite)).sorted()
    return classes(stages: levels.map { level in finite.filter { field.values[$0] <= level } })
      .map {
        Class(
          minimum: $0.minimum, birth: $0.birth, death: $0.death, survivor: $0.survivor, saddle: nil)
      }
  }

  /// The classes when points enter one by one, by value and then by index.
  var classesByPoint: [Class] {
    classes(stages: order.indices.map { Array(order[...$0]) })
  }

  /// All points with a finite value, by value and then by index.
  var order: [Int] { finite.sorted { isLower($0, $1) } }

  /// Where the way downhill from a point ends, always to the lowest neighbour.
  func end(from start: Int) -> Int {
    var point = start
    while let lowest = neighbours(of: point).filter({ isLower($0, point) }).min(by: isLower) {
      point = lowest
    }
    return point
  }

  /// Whether some points are one connected piece (or none).
  func isConnected(_ points: [Int]) -> Bool {
    Set(components(of: points).values).count <= 1
  }

  private var finite: [Int] { field.values.indices.filter { field.values[$0].isFinite } }

  private func isLower(_ a: Int, _ b: Int) -> Bool {
    (field.values[a], a) < (field.values[b], b)
  }

  private func neighbours(of point: Int) -> [Int] {
    let grid = field.grid
    return field.values.indices.filter { other in
      let dx = abs(grid.column(of: other) - grid.column(of: point))
      let dy = abs(grid.row(of: other) - grid.row(of: point))
      return other != point && field.values[other].isFinite
        && (connectivity == .eight ? max(dx, dy) == 1 : dx + dy == 1)
    }
  }

  /// For each point of a set the lowest point of its component.
  private func components(of points: [Int]) -> [Int: Int] {
    var lowest: [Int: Int] = [:]
    let members = Set(points)
    for start in points.sorted(by: isLower) where lowest[start] == nil {
      var pending = [start]
      lowest[start] = start
      while let point = pending.popLast() {
        for next in neighbours(of: point) where members.contains(next) && lowest[next] == nil {
          lowest[next] = start
          pending.append(next)
        }
      }
    }
    return lowest
  }

  private func classes(stages: [[Int]]) -> [Class] {
    var finished: [Class] = []
    var alive: Set<Int> = []
    for stage in stages {
      let components = components(of: stage)
      for minimum in alive where components[minimum] != minimum {
        let entered = stage.max(by: isLower)
        finished.append(
          Class(
            minimum: minimum, birth: field.values[minimum],
            death: entered.map { field.values[$0] }, survivor: components[minimum],
            saddle: entered))
      }
      alive = Set(components.values)
    }
    finished += alive.map {
      Class(minimum: $0, birth: field.values[$0], death: nil, survivor: nil, saddle: nil)
    }
    return finished.sorted { isLower($0.minimum, $1.minimum) }
  }
}
