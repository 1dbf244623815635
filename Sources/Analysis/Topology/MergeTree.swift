public import Grids

/// How the connected pieces of the sublevel sets of a field are born, grow and merge as the level
/// rises: topology in dimension 0, in one pass.
///
/// Every rule that decides a tie stands here:
/// - **Points.** A grid point is in the sublevel set of a level when its value is finite and at
///   most the level. NaN, +∞, −∞ and missing points are in none: they are walls.
/// - **Neighbours.** With ``Connectivity/eight`` (sublevel sets) a point is joined to the 8 around
///   it, as in gudhi's `CubicalComplex(top_dimensional_cells=…)`. Superlevel sets of f are
///   sublevel sets of −f with ``Connectivity/four``: one kind of neighbour on each side keeps the
///   two complementary.
/// - **Order.** Points enter by value, equal ones by index (row by row). "Older" and "lower" mean
///   earlier in this order.
/// - **Elder rule.** Where branches meet, the one with the lowest minimum continues and the others
///   end; of equally low ones the first in grid order continues. Which of two tied minima has which
///   barrier so depends on the side the grid is read from; the set of barriers does not.
/// - **Plateaus.** A connected set of equal values may open several branches while it enters;
///   all but one end at the level they began at, with persistence 0, and count as nothing.
/// - **Walls.** Regions that walls keep apart never merge. The lowest branch of each extends to
///   the largest value of its region; the lowest of all to the largest finite value of the field.
///
/// Points flow to the lowest of their neighbours that is older, and so to the minimum of a branch:
/// ``drainage``. Only minima and saddles are sorted: time n for n points, plus m·log m at worst for m
/// of these, memory linear in n (Edelsbrunner, Letscher & Zomorodian, "Topological persistence and
/// simplification", 2002).
public struct MergeTree: Hashable, Sendable {
  /// Which grid points count as neighbours.
  public enum Connectivity: Int, Sendable {
    /// Left, right, below, above: for superlevel sets.
    case four = 4
    /// Those and the diagonals: for sublevel sets.
    case eight = 8
  }

  /// A class of dimension 0: a connected piece from its birth until it meets an older one.
  public struct Branch: Hashable, Sendable {
    /// The index of the point where the branch begins: of a plateau, the first in grid order. In a tree
    /// of superlevel sets a maximum.
    public let minimum: Int
    /// The value there.
    public let birth: Double
    /// The level at which it meets an older branch; where it meets none, the largest value of its
    /// region, and for the first branch the largest finite value of the field.
    public let death: Double
    /// How it ends; nil where it meets no older branch.
    public let merge: Merge?

    /// The height of the barrier around the minimum, |death − birth|; ≥ 0.
    public var persistence: Double { (death - birth).magnitude }
  }

  /// The end of a branch in an older one.
  public struct Merge: Hashable, Sendable {
    /// The index of the point that joined the two when it entered.
    public let saddle: Int
    /// The number of the branch that continues.
    public let survivor: Int
    /// The number of the branch whose minimum lies downhill on the other side of the saddle. It
    /// lies in one of the pieces that meet there and need not be the lowest of them.
    public let spill: Int
  }

  /// All branches in the order of their birth, the lowest minimum first.
  public let branches: [Branch]
  /// For each grid point the number of the branch at whose minimum its way downhill ends; −1 for
  /// a wall.
  public let drainage: [Int32]

  /// Builds the tree of the sublevel sets of a field.
  public init(sublevelSetsOf field: ScalarField, connectivity: Connectivity = .eight) {
    let flooding = Flooding(field, connectivity)
    (branches, drainage) = (flooding.branches, flooding.drainage)
  }

  /// Builds the tree of the superlevel sets of a field: births are at maxima, and fall.
  public init(superlevelSetsOf field: ScalarField, connectivity: Connectivity = .four) {
    let mirror = MergeTree(sublevelSetsOf: field.map(-), connectivity: connectivity)
    drainage = mirror.drainage
    branches = mirror.branches.map {
      Branch(minimum: $0.minimum, birth: -$0.birth, death: -$0.death, merge: $0.merge)
    }
  }

  /// The points of the persistence diagram: birth and death of every branch that outlives its
  /// birth, in the order of ``branches``.
  public var diagram: [(birth: Double, death: Double)] {
    branches.filter { $0.persistence > 0 }.map { ($0.birth, $0.death) }
  }
}
