public import Grids

/// The persistence diagram of the sublevel sets of a field, in both dimensions that a plane has:
/// which pieces and which holes the sets have, from which level to which.
///
/// The sets are those of ``MergeTree``: a point stands for a closed cell, so that 8 neighbours are
/// joined, as in gudhi's `CubicalComplex(top_dimensional_cells=…)`. What decides:
/// - **Dimension 0.** A class is born at a minimum and ends at the saddle where it meets one with a
///   lower minimum (the elder rule).
/// - **Dimension 1.** A hole is born at the saddle that closes a loop, and ends when the maximum in
///   it is filled. By duality (Alexander's; Garin, Heiss, Maggs, Bleile & Robins, "Duality in
///   persistent homology of images", 2020) these are the pieces of the superlevel sets with 4
///   neighbours, read from above, in a plane whose outside lies at +∞: a ring around the grid that
///   is older than all of them. A maximum on the border touches it and closes no hole.
/// - **Walls.** A point without a finite value, or missing, is in no sublevel set: it is a hole that
///   is never filled, and where it touches the border a part of the outside.
/// - **Ties.** Points enter by value, equal ones by index. The set of births and deaths does not
///   depend on that; which of two equally deep minima ends first does.
/// - **What counts.** Classes that outlive their birth. Those that never end have death +∞: one of
///   dimension 0 for each region that walls keep apart, one of dimension 1 for each wall inside.
///
/// Only what is left of extremes and saddles after some rounds is sorted (see the type `Pairing`): time
/// n for n points plus m·log m at worst for m of them, memory linear in n.
public struct PersistenceDiagram: Hashable, Sendable {
  /// A class from its birth to its death.
  public struct Pair: Hashable, Sendable {
    /// The level from which on the class is there.
    public let birth: Double
    /// The level at which it ends; +∞ where it never does.
    public let death: Double
    /// The index of the point that opens it: a minimum in dimension 0, a saddle in dimension 1.
    public var birthPoint: Int { Int(start) }
    /// The index of the point that ends it: a saddle in dimension 0, a maximum in dimension 1; nil
    /// where nothing does.
    public var deathPoint: Int? { end < 0 ? nil : Int(end) }

    /// The points, as short as a field allows; −1 for none.
    private let start: Int32
    private let end: Int32

    /// How long the class lives, death − birth; > 0, +∞ for one that never ends.
    public var persistence: Double { death - birth }

    /// Creates a pair of points with indices below 2^31.
    public init(birth: Double, death: Double, birthPoint: Int, deathPoint: Int?) {
      (self.birth, self.death) = (birth, death)
      (start, end) = (Int32(birthPoint), deathPoint.map { Int32($0) } ?? -1)
    }
  }

  /// Dimension 0: minima, each with the saddle at which its piece meets a lower one. By the place of
  /// the minimum, row by row.
  public let components: [Pair]
  /// Dimension 1: holes, each with the saddle that closes it and the maximum that fills it. By the
  /// place of the maximum, row by row.
  public let holes: [Pair]

  /// Finds the classes of the sublevel sets of a field.
  public init(sublevelSetsOf field: ScalarField) {
    let links = LinkMasks(field, .eight)
    (components, holes) = inParallel(
      if: links.values.count >= LinkMasks.worthAThread,
      { Self.components(links) }, { Self.holes(links) })
  }

  private static func components(_ links: LinkMasks) -> [Pair] {
    let pairing = Pairing(links, .below)
    var pairs: [Pair] = []
    pairs.reserveCapacity(pairing.extremes.count)
    for (extreme, saddle) in zip(pairing.extremes, pairing.saddles) {
      let minimum = links.index(of: Int(extreme))
      let end = saddle < 0 ? nil : links.index(of: Int(saddle))
      let (birth, death) = (links.values[minimum], end.map { links.values[$0] } ?? .infinity)
      guard birth < death else { continue }
      pairs.append(Pair(birth: birth, death: death, birthPoint: minimum, deathPoint: end))
    }
    return pairs
  }

  private static func holes(_ links: LinkMasks) -> [Pair] {
    let pairing = Pairing(links, .above)
    var pairs: [Pair] = []
    pairs.reserveCapacity(pairing.extremes.count)
    // Only the outside meets nothing older.
    for (extreme, saddle) in zip(pairing.extremes, pairing.saddles).reversed() where saddle >= 0 {
      let maximum = links.index(of: Int(extreme))
      let start = links.index(of: Int(saddle))
      let (birth, death) = (links.values[start], links.values[maximum])
      guard birth < death else { continue }
      pairs.append(
        Pair(
          birth: birth, death: death, birthPoint: start,
          deathPoint: death.isFinite ? maximum : nil))
    }
    return pairs
  }
}
