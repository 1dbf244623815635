/// The classes of the sublevel sets of a field, and where each point's way downhill ends, as a
/// ``MergeTree`` tells them.
///
/// Every point is followed to its extreme by the steepest way; then a union-find over extremes goes
/// through the saddles in ascending order. Time n for n points, plus m·log m at worst for m extremes
/// and saddles (path halving).
struct Flooding {
  private let points: CriticalPoints
  private let basins: FlowBasins
  private let merges: [Pieces.Merge?]

  init(_ links: LinkMasks, _ connectivity: MergeTree.Connectivity) {
    points = CriticalPoints(links, .below(connectivity))
    var basins = FlowBasins(points)
    basins.fill()
    var joining: [Int32] = []
    var all: [SIMD4<Int32>] = []
    for saddle in points.saddles {
      let ends = basins.steepestEnds(of: Int(saddle))
      if ends[0] == ends[1], ends[2] < 0 { continue }
      joining.append(saddle)
      all.append(ends)
    }
    var pieces = Pieces(count: points.extremes.count)
    for entry in points.order(of: joining) {
      pieces.join(all[Int(entry)], at: joining[Int(entry)])
    }
    self.basins = basins
    merges = pieces.merges
  }

  /// The classes, the oldest first.
  var branches: [MergeTree.Branch] {
    let links = points.links
    let ends = lastValues
    return points.extremes.indices.map { number in
      let minimum = links.index(of: Int(points.extremes[number]))
      let merge = merges[number].map {
        MergeTree.Merge(
          saddle: links.index(of: Int($0.saddle)), survivor: Int($0.survivor), spill: Int($0.spill))
      }
      let birth = links.values[minimum]
      return MergeTree.Branch(
        minimum: minimum, birth: birth,
        death: merge.map { links.values[$0.saddle] } ?? ends[number] ?? birth, merge: merge)
    }
  }

  /// For each point of the field the number of its class; −1 for a wall.
  var drainage: [Int32] {
    let (classes, width) = (basins.classes, points.links.width)
    var drainage: [Int32] = []
    drainage.reserveCapacity(points.links.values.count)
    for start in stride(from: width, to: classes.count - width, by: width) {
      drainage += classes[start + 1..<start + width - 1]
    }
    return drainage
  }

  /// The largest value of the region of each class that meets no older one; for the first the
  /// largest of all, wherever that lies.
  private var lastValues: [Int: Double] {
    let values = points.links.values
    let whole = values.lazy.filter(\.isFinite).max()
    var last = whole.map { [0: $0] } ?? [:]
    // Where walls cut off no region there is nothing else.
    guard merges.dropFirst().contains(where: { $0 == nil }) else { return last }
    var roots = Array(0..<merges.count)
    for (number, merge) in merges.enumerated() {
      // An older class has its root already.
      if let merge { roots[number] = roots[Int(merge.survivor)] }
    }
    for (index, number) in drainage.enumerated() where number >= 0 {
      let root = roots[Int(number)]
      if root > 0 { last[root] = max(last[root] ?? -.infinity, values[index]) }
    }
    return last
  }
}
