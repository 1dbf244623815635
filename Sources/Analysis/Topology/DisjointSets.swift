/// Disjoint sets of classes that are numbered by age, each set known by its oldest class.
///
/// A union-find: a younger set hangs below an older one, so that the root of a set is its oldest class;
/// path halving keeps the ways short.
struct DisjointSets {
  private var parents: [Int32]

  /// As many sets of one class each.
  init(count: Int) { parents = Array(0..<Int32(count)) }

  /// The oldest class of the set of a class.
  mutating func oldest(with start: Int32) -> Int32 {
    var current = Int(start)
    while true {
      let parent = Int(parents[current])
      if parent == current { return Int32(truncatingIfNeeded: current) }
      let next = parents[parent]
      parents[current] = next
      current = Int(next)
    }
  }

  /// Joins the sets of two oldest classes, the younger one first.
  mutating func hang(_ younger: Int32, below older: Int32) { parents[Int(younger)] = older }

  /// Joins the sets of two classes; the younger of their oldest classes, which ends, or nil where both
  /// are in one set.
  mutating func join(_ a: Int32, _ b: Int32) -> Int32? {
    let (first, second) = (oldest(with: a), oldest(with: b))
    if first == second { return nil }
    hang(max(first, second), below: min(first, second))
    return max(first, second)
  }
}
