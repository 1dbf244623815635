/// The points of a field at which something happens as the level passes through it (see ``Link``):
/// *extremes*, at which a class begins, and *saddles*, around which several pieces of the set lie.
struct CriticalPoints {
  /// From which end the level comes.
  enum Side {
    /// Sublevel sets; points without a finite value are in none.
    case below(MergeTree.Connectivity)
    /// Superlevel sets with 4 neighbours, in which all that lies outside and all points without a
    /// finite value are from the beginning. One class, the oldest, stands for the outside.
    case above
  }

  let links: LinkMasks
  let side: Side
  let table: LinkTable
  /// The extremes, as places in the grid with its ring, the oldest first; from above, the first
  /// stands for the outside and is no point.
  private(set) var extremes: [Int32]
  /// The saddles, as such places; of equal ones the one that enters first comes first.
  private(set) var saddles: [Int32]

  init(_ links: LinkMasks, _ side: Side) {
    self.links = links
    self.side = side
    table = side.table
    (extremes, saddles) = Self.find(in: links.masks, counts: table.counts)
    if side.isAbove {
      // From above, the later of two equal points enters first.
      extremes.reverse()
      saddles.reverse()
    } else if links.hasWalls {
      extremes.removeAll { links.isWall(Int($0)) }
      saddles.removeAll { links.isWall(Int($0)) }
    }
    extremes = order(of: extremes).map { extremes[Int($0)] }
    if side.isAbove { extremes.insert(0, at: 0) }
  }

  /// How late a place enters: its value, from above the negative of it.
  func level(at place: Int32) -> Double {
    side.isAbove ? -links.value(at: Int(place)) : links.value(at: Int(place))
  }

  /// The order in which some places enter, by their numbers; of equal ones the one that comes first.
  func order(of places: [Int32]) -> [Int32] {
    ascendingOrder(ofKeys: places.map { orderedKey(of: level(at: $0)) })
  }

  private static func find(
    in masks: [UInt8], counts: [UInt8]
  ) -> (extremes: [Int32], saddles: [Int32]) {
    let chunk = 1 << 12
    var (extremes, saddles): ([Int32], [Int32]) = ([], [])
    var someExtremes = [Int32](repeating: 0, count: chunk)
    var someSaddles = someExtremes
    for start in stride(from: 0, to: masks.count, by: chunk) {
      // Written always, counted where it applies: no branch that noise makes unpredictable.
      var (extremesCount, saddlesCount) = (0, 0)
      let some = masks.span.extracting(start..<min(start + chunk, masks.count))
      let counts = counts.span
      var extremeTarget = someExtremes.mutableSpan
      var saddleTarget = someSaddles.mutableSpan
      for offset in some.indices {
        let count = counts[Int(some[offset])]
        let place = Int32(truncatingIfNeeded: start &+ offset)
        extremeTarget[extremesCount] = place
        saddleTarget[saddlesCount] = place
        extremesCount &+= count == 0 ? 1 : 0
        saddlesCount &+= count > 1 ? 1 : 0
      }
      extremes += someExtremes[..<extremesCount]
      saddles += someSaddles[..<saddlesCount]
    }
    return (extremes, saddles)
  }
}

extension CriticalPoints.Side {
  var isAbove: Bool {
    switch self {
    case .below: false
    case .above: true
    }
  }

  var table: LinkTable {
    switch self {
    case .below(let connectivity): .below(connectivity)
    case .above: .above
    }
  }
}
