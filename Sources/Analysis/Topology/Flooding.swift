internal import Grids

/// The classes of the sublevel sets of a field, and where each point's way downhill ends, as a
/// ``MergeTree`` defines them.
///
/// Every point is followed to its extreme by the steepest way; then a union-find over extremes goes
/// through the saddles in ascending order. Time n for n points, plus m·log m at worst for m extremes
/// and saddles (path halving).
struct Flooding {
  private let links: LinkMasks
  /// The minima, the oldest first, as places in the grid with its ring.
  private let minima: [Int32]
  private let basins: FlowBasins
  private let merges: [Pieces.Merge?]

  init(_ field: ScalarField, _ connectivity: MergeTree.Connectivity) {
    let links = LinkMasks(field, connectivity)
    func order(of places: [Int32]) -> [Int32] {
      ascendingOrder(ofKeys: places.map { orderedKey(of: links.value(at: Int($0))) })
    }
    let minima = order(of: links.points.minima).map { links.points.minima[Int($0)] }
    let basins = FlowBasins(links, .below(connectivity), minima: minima)
    var joining: [Int32] = []
    var all: [SIMD4<Int32>] = []
    for saddle in links.points.saddles where !links.isWall(Int(saddle)) {
      let ends = basins.steepestEnds(of: Int(saddle))
      if ends[0] == ends[1], ends[2] < 0 { continue }
      joining.append(saddle)
      all.append(ends)
    }
    var pieces = Pieces(count: minima.count)
    for entry in order(of: joining) {
      pieces.join(all[Int(entry)], at: joining[Int(entry)])
    }
    (self.links, self.minima, self.basins) = (links, minima, basins)
    merges = pieces.merges
  }

  /// The classes, the oldest first.
  var branches: [MergeTree.Branch] {
    let ends = lastValues
    return minima.indices.map { number in
      let minimum = links.index(of: Int(minima[number]))
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
    let (classes, width) = (basins.classes, links.width)
    var drainage: [Int32] = []
    drainage.reserveCapacity(links.values.count)
    for start in stride(from: width, to: classes.count - width, by: width) {
      drainage += classes[start + 1..<start + width - 1]
    }
    return drainage
  }

  /// The largest value of the region of each class that meets no older one; for the first the
  /// largest of all, wherever that lies.
  private var lastValues: [Int: Double] {
    let values = links.values
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
