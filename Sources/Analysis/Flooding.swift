internal import Grids

/// The pass that builds a ``MergeTree``: points enter in ascending order, each joins the pieces it
/// touches.
///
/// Union-find runs over branches rather than points, since every point knows its branch by the
/// neighbour it flows to; branches are few, and merges fewer.
struct Flooding {
  // Arrays called `entry…` go by the position at which a point entered; `padded` positions belong
  // to the grid with a ring of walls around it, which spares every neighbour a bounds check.
  private let values: [Double]
  private let columns: Int
  private let order: [Int32]
  private let neighbours: [Int]
  private var entryAtPadded: [Int32]
  private var branchOfEntry: [Int32]

  private var minima: [Int32] = []
  private var merges: [MergeTree.Merge?] = []
  private var lastEntryOfBranch: [Int32] = []
  private var pieces = DisjointPieces()
  private var touching: [(piece: Int32, lowestEntry: Int32)] = []

  private static let absent = Int32.max

  init(field: ScalarField, connectivity: MergeTree.Connectivity) {
    values = field.values
    columns = field.grid.columns
    order = ascendingOrder(of: values)
    let width = columns + 2
    neighbours =
      switch connectivity {
      case .four: [-width, -1, 1, width]
      case .eight: [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
      }
    entryAtPadded = Array(repeating: Self.absent, count: width * (field.grid.rows + 2))
    branchOfEntry = Array(repeating: -1, count: order.count)
  }

  mutating func run() {
    for entry in order.indices {
      let point = Int(order[entry])
      let padded = point + 2 * (point / columns) + columns + 3
      let lowest = lowestNeighbour(of: padded)
      entryAtPadded[padded] = Int32(entry)
      if lowest == Self.absent {
        branchOfEntry[entry] = open(at: point)
      } else {
        let branch = branchOfEntry[Int(lowest)]
        branchOfEntry[entry] = branch
        join(piecesAround: padded, flowingTo: lowest, of: branch)
      }
      lastEntryOfBranch[Int(branchOfEntry[entry])] = Int32(entry)
    }
  }

  /// The earliest entry among the neighbours: the lowest of them.
  private func lowestNeighbour(of padded: Int) -> Int32 {
    var lowest = Self.absent
    for offset in neighbours {
      lowest = min(lowest, entryAtPadded[padded + offset])
    }
    return lowest
  }

  private mutating func open(at point: Int) -> Int32 {
    minima.append(Int32(point))
    merges.append(nil)
    lastEntryOfBranch.append(-1)
    return pieces.add()
  }

  /// Joins all pieces around a point to the oldest of them.
  private mutating func join(piecesAround padded: Int, flowingTo lowest: Int32, of branch: Int32) {
    touching.removeAll(keepingCapacity: true)
    for offset in neighbours {
      let entry = entryAtPadded[padded + offset]
      // The point itself has entered, its neighbours' branches are known; one branch is one piece.
      if entry == Self.absent || branchOfEntry[Int(entry)] == branch { continue }
      if touching.isEmpty { touching.append((pieces.piece(of: branch), lowest)) }
      let piece = pieces.piece(of: branchOfEntry[Int(entry)])
      if let known = touching.firstIndex(where: { $0.piece == piece }) {
        touching[known].lowestEntry = min(touching[known].lowestEntry, entry)
      } else {
        touching.append((piece, entry))
      }
    }
    guard touching.count > 1,
      let oldest = touching.min(by: { pieces.eldest(of: $0.piece) < pieces.eldest(of: $1.piece) })
    else { return }
    let survivor = Int(pieces.eldest(of: oldest.piece))
    let saddle = Int(order[Int(entryAtPadded[padded])])
    let home = touching[0].piece
    for other in touching where other.piece != oldest.piece {
      // What fills a piece up to the saddle flows on where the saddle does; if that is back into
      // the piece itself, down into the oldest one. Either way the two sides are neighbours.
      let spill = other.piece == home ? branchOfEntry[Int(oldest.lowestEntry)] : branch
      merges[Int(pieces.eldest(of: other.piece))] = MergeTree.Merge(
        saddle: saddle, survivor: survivor, spill: Int(spill))
      pieces.unite(oldest.piece, other.piece)
    }
  }

  var branches: [MergeTree.Branch] {
    // A region's largest value is its last entry's.
    var pieces = pieces
    var lastEntryOfPiece = [Int32](repeating: -1, count: minima.count)
    for branch in minima.indices {
      let piece = Int(pieces.piece(of: Int32(branch)))
      lastEntryOfPiece[piece] = max(lastEntryOfPiece[piece], lastEntryOfBranch[branch])
    }
    // The first branch goes on to the largest value of all, wherever that lies.
    if !minima.isEmpty { lastEntryOfPiece[Int(pieces.piece(of: 0))] = Int32(order.count - 1) }
    return minima.indices.map { branch in
      let piece = Int(pieces.piece(of: Int32(branch)))
      let end = merges[branch]?.saddle ?? Int(order[Int(lastEntryOfPiece[piece])])
      let minimum = Int(minima[branch])
      return MergeTree.Branch(
        minimum: minimum, birth: values[minimum], death: values[end], merge: merges[branch])
    }
  }

  var drainage: [Int32] {
    var drainage = [Int32](repeating: -1, count: values.count)
    for (point, branch) in zip(order, branchOfEntry) {
      drainage[Int(point)] = branch
    }
    return drainage
  }
}

/// Disjoint sets of branches with the oldest branch of each: union by size, path halving.
private struct DisjointPieces {
  private var parents: [Int32] = []
  private var sizes: [Int32] = []
  private var eldests: [Int32] = []

  /// Adds a branch as a piece of its own; branches are numbered from 0.
  mutating func add() -> Int32 {
    let branch = Int32(parents.count)
    parents.append(branch)
    sizes.append(1)
    eldests.append(branch)
    return branch
  }

  mutating func piece(of branch: Int32) -> Int32 {
    var current = branch
    while parents[Int(current)] != current {
      parents[Int(current)] = parents[Int(parents[Int(current)])]
      current = parents[Int(current)]
    }
    return current
  }

  /// The oldest branch of a piece: the one with the lowest number.
  func eldest(of piece: Int32) -> Int32 { eldests[Int(piece)] }

  /// Unites two pieces, named by any of their branches.
  mutating func unite(_ first: Int32, _ second: Int32) {
    var (large, small) = (piece(of: first), piece(of: second))
    if large == small { return }
    if sizes[Int(large)] < sizes[Int(small)] { swap(&large, &small) }
    parents[Int(small)] = large
    sizes[Int(large)] += sizes[Int(small)]
    eldests[Int(large)] = min(eldests[Int(large)], eldests[Int(small)])
  }
}
