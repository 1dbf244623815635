/// Which classes are born, and at which saddle each ends in an older one, as the level passes
/// through a field: upwards for sublevel sets, downwards for superlevel sets.
///
/// Only two kinds of points matter (see ``Link``): *extremes*, at which a class begins, and
/// *saddles*, around which several pieces of the set lie. All others join one piece and change
/// nothing. So only extremes and saddles are sorted, and a union-find over extremes goes through
/// the saddles. What a saddle joins is found by going downhill (for superlevel sets uphill) from
/// each piece around it until an extreme is reached; every place passed keeps the answer.
///
/// For n points it takes time n, and time m·log m at worst for m extremes and saddles.
struct Flooding {
  /// From which end the level comes.
  enum Side {
    /// Sublevel sets; points without a finite value are in none.
    case below(MergeTree.Connectivity)
    /// Superlevel sets with 4 neighbours, in which all that lies outside and all points without a
    /// finite value are from the beginning. One class, the oldest, stands for the outside.
    case above
  }

  /// Which ways lead from a saddle to the extremes.
  enum Ways {
    /// Any that does not turn: enough to know which classes there are.
    case any
    /// To the lowest neighbour each time, from every point: the classes are catchment basins.
    case steepest
  }

  let links: LinkMasks
  let side: Side
  /// The extremes, as places in the grid with its ring, the oldest first; from above, the first
  /// stands for the outside and is no point.
  let extremes: [Int32]
  /// How each class ends; nil where it meets no older one.
  let merges: [Pieces.Merge?]
  /// For each place the class to which its way leads; −1 where nobody asked, and for points that
  /// are in no set.
  let classes: [Int32]

  /// - Parameter ways: `.steepest` for `.below` only.
  init(_ links: LinkMasks, _ side: Side, _ ways: Ways = .any) {
    self.links = links
    self.side = side
    let table = side.table
    var (found, saddles) = Self.extremesAndSaddles(in: links.masks, counts: table.counts)
    if !side.isAbove, links.hasWalls {
      found.removeAll { links.isWall(Int($0)) }
      saddles.removeAll { links.isWall(Int($0)) }
    }
    let extremes = Self.byAge(found, links, side)
    self.extremes = side.isAbove ? [0] + extremes : extremes

    var basins = FlowBasins(links, table, extremes: self.extremes, hasOutside: side.isAbove)
    if ways == .steepest { basins.fill() }
    var joining: [Int32] = []
    var all: [SIMD4<Int32>] = []
    for saddle in saddles {
      let ends = ways == .any ? basins.anyEnds(of: Int(saddle)) : basins.ends(of: Int(saddle))
      if ends[0] == ends[1], ends[2] < 0 { continue }
      joining.append(saddle)
      all.append(ends)
    }
    var pieces = Pieces(count: self.extremes.count)
    for entry in Self.order(of: joining, links, side) {
      pieces.join(all[Int(entry)], at: joining[Int(entry)])
    }
    merges = pieces.merges
    classes = basins.classes
  }

  private static func extremesAndSaddles(
    in masks: [UInt8], counts: [UInt8]
  ) -> (extremes: [Int32], saddles: [Int32]) {
    let chunk = 1 << 12
    var (extremes, saddles): ([Int32], [Int32]) = ([], [])
    var someExtremes = [Int32](repeating: 0, count: chunk)
    var someSaddles = someExtremes
    for start in stride(from: 0, to: masks.count, by: chunk) {
      // Written always, counted where it applies: no branch that noise makes unpredictable.
      var (extremesCount, saddlesCount) = (0, 0)
      for place in start..<min(start + chunk, masks.count) {
        let count = counts[Int(masks[place])]
        someExtremes[extremesCount] = Int32(truncatingIfNeeded: place)
        someSaddles[saddlesCount] = Int32(truncatingIfNeeded: place)
        extremesCount &+= count == 0 ? 1 : 0
        saddlesCount &+= count > 1 ? 1 : 0
      }
      extremes += someExtremes[..<extremesCount]
      saddles += someSaddles[..<saddlesCount]
    }
    return (extremes, saddles)
  }

  /// Places, given in ascending order, in the order in which they enter.
  private static func byAge(_ places: [Int32], _ links: LinkMasks, _ side: Side) -> [Int32] {
    order(of: places, links, side).map { places[Int($0)] }
  }

  /// The order in which places enter: by value, then by index; from above the reverse of that.
  private static func order(of places: [Int32], _ links: LinkMasks, _ side: Side) -> [Int32] {
    let order = ascendingOrder(ofKeys: places.map { orderedKey(of: links.value(at: Int($0))) })
    return side.isAbove ? order.reversed() : order
  }
}

extension Flooding.Side {
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
