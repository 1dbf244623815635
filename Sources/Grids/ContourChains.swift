/// Joins directed segments between numbered vertices into the longest possible chains.
///
/// Nearly every vertex has one way out. Only where two valid regions touch in a single grid point
/// are there two; either choice there gives rings that enclose the same region.
struct ContourChains {
  /// A run of vertices; a closed one returns from its last vertex to its first.
  struct Chain {
    var vertices: [Int]
    var isClosed: Bool
  }

  // Dictionaries, because a level meets few of the vertices of a fine grid.
  private var next: [Int: Int] = [:]
  private var second: [Int: Int] = [:]
  private var ends: Set<Int> = []
  private var starts: [Int] = []

  /// Adds the segment between two vertices.
  mutating func link(_ start: Int, _ end: Int) {
    if next[start] == nil {
      next[start] = end
      starts.append(start)
    } else {
      second[start] = end
    }
    ends.insert(end)
  }

  /// The chains, open ones first, each group in the order in which its first segment was added.
  consuming func join() -> [Chain] {
    var chains: [Chain] = []
    for start in starts where !ends.contains(start) {
      chains.append(Chain(vertices: follow(from: start), isClosed: false))
    }
    for start in starts {
      while next[start] != nil {
        var vertices = follow(from: start)
        vertices.removeLast()  // the first again
        chains.append(Chain(vertices: vertices, isClosed: true))
      }
    }
    return chains
  }

  private mutating func follow(from start: Int) -> [Int] {
    var vertices = [start]
    var at = start
    while let following = next.removeValue(forKey: at) {
      next[at] = second.removeValue(forKey: at)
      at = following
      vertices.append(at)
    }
    return vertices
  }
}
