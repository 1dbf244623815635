extension Flooding {
  /// The classes as branches of a merge tree; from below.
  var branches: [MergeTree.Branch] {
    let ends = lastValues
    return extremes.indices.map { number in
      let minimum = links.index(of: Int(extremes[number]))
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

  /// For each point of the field the number of its branch; −1 for a wall. From below, by the
  /// steepest way.
  var drainage: [Int32] {
    stride(from: links.width, to: classes.count - links.width, by: links.width).flatMap {
      classes[$0 + 1..<$0 + links.width - 1]
    }
  }

  /// The largest value of the region of each class that meets no older one; for the first the
  /// largest of all, wherever that lies.
  private var lastValues: [Int: Double] {
    let whole = links.values.lazy.filter(\.isFinite).max()
    var last = whole.map { [0: $0] } ?? [:]
    // Where walls cut off no region there is nothing else.
    guard merges.dropFirst().contains(where: { $0 == nil }) else { return last }
    var roots = Array(0..<extremes.count)
    for number in roots.indices {
      // An older class has its root already.
      if let merge = merges[number] { roots[number] = roots[Int(merge.survivor)] }
    }
    for (index, number) in drainage.enumerated() where number >= 0 {
      let root = roots[Int(number)]
      if root > 0 { last[root] = max(last[root] ?? -.infinity, links.values[index]) }
    }
    return last
  }
}
