/// Basins: the watershed of the merge tree, simplified at a threshold.
///
/// Every point flows downhill to a minimum (``MergeTree/drainage``). A minimum whose persistence
/// is below the threshold keeps no basin: what flows there spills over its saddle and flows
/// on, until it reaches a minimum that stands. So the basins of the minima that stand cover all
/// points that are no walls, each exactly once, are connected, and depend on the order of the
/// values only.
extension MergeTree {
  /// Whether a branch keeps a basin at a threshold: it meets no older one, or it outlives its
  /// birth by at least the threshold.
  public func stands(_ branch: Int, atThreshold threshold: Double) -> Bool {
    let persistence = branches[branch].persistence
    return branches[branch].merge == nil || (persistence > 0 && persistence >= threshold)
  }

  /// For each branch the one whose basin its points belong to at a threshold (itself where it
  /// stands).
  public func owners(atThreshold threshold: Double) -> [Int] {
    // Spills form a forest whose roots meet no older branch, so every way ends.
    var owners = branches.indices.map { branch -> Int in
      guard let merge = branches[branch].merge, !stands(branch, atThreshold: threshold) else {
        return branch
      }
      return merge.spill
    }
    for branch in owners.indices {
      var owner = branch
      while owners[owner] != owner { owner = owners[owner] }
      var passed = branch
      while owners[passed] != owner { (owners[passed], passed) = (owner, owners[passed]) }
    }
    return owners
  }

  /// The number of points in the basin of each branch at a threshold; 0 where it does not stand.
  public func basinSizes(atThreshold threshold: Double) -> [Int] {
    let owners = owners(atThreshold: threshold)
    var sizes = [Int](repeating: 0, count: branches.count)
    for branch in drainage where branch >= 0 {
      sizes[owners[Int(branch)]] += 1
    }
    return sizes
  }
}
