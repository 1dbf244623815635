/// At which saddle each class ends in an older one: all that a persistence diagram asks for.
///
/// What a saddle joins is found by going downhill (from above uphill) by any way from each piece
/// around it. A saddle that joins k pieces counts as k − 1 *joins* of two. Then classes end in two
/// stages:
/// 1. **Without sorting** (Borůvka's step, in rounds). Up to the first join around a class the class
///    is alone. If that join leads to an older class, it ends there. All of them do so at once, the
///    joins of what has ended go over to the older class, and what joins a class to itself is dropped.
/// 2. **In order.** Where rounds no longer end many, what is left is sorted, and a union-find goes
///    through it.
///
/// The order of classes and of joins is by level; of equal ones the one that enters first comes first.
/// Which ways are taken, and how many rounds are made, does not change the result.
struct Pairing {
  /// From which end the level comes.
  enum Side {
    /// Sublevel sets; points without a finite value are in none.
    case below
    /// Superlevel sets with 4 neighbours, in which all that lies outside and all points without a
    /// finite value are from the beginning. One class, the oldest, stands for the outside.
    case above
  }

  /// The extremes, as places in the grid with its ring; of equal ones the one that enters first comes
  /// first; from above, the first stands for the outside and is no point.
  let extremes: [Int32]
  /// For each of them the saddle at which its class ends, as a place in the grid with its ring; −1
  /// where it meets no older one.
  private(set) var saddles: [Int32]

  /// - Parameter links: those for sublevel sets with 8 neighbours.
  init(_ links: LinkMasks, _ side: Side) {
    let points = links.points
    let expected = points.saddles.count / 4 * 5
    switch side {
    case .below:
      extremes = points.minima
      saddles = Array(repeating: -1, count: extremes.count)
      func key(_ place: Int32) -> UInt64 { orderedKey(of: links.value(at: Int(place))) }
      var finder = JoinFinder(links, .below(.eight), extremes: extremes, isOutsideFirst: false)
      var classes = Contraction(keys: extremes.map(key), expecting: expected)
      // A wall joins nothing, and from one the way down may end nowhere.
      let open = points.saddles.lazy.filter { !links.isWall(Int($0)) }
      finder.forEachJoin(at: open) { saddle, ends in
        classes.add(ends, at: saddle, key: key(saddle))
      }
      classes.end(into: &saddles)
    case .above:
      // From above, the later of two equal points enters first.
      extremes = [0] + points.maxima.reversed()
      saddles = Array(repeating: -1, count: extremes.count)
      func key(_ place: Int32) -> UInt64 { ~orderedKey(of: links.value(at: Int(place))) }
      var finder = JoinFinder(links, .above, extremes: extremes, isOutsideFirst: true)
      var classes = Contraction(
        keys: [0] + extremes.dropFirst().map(key), expecting: expected)
      finder.forEachJoin(at: points.saddles.reversed()) { saddle, ends in
        classes.add(ends, at: saddle, key: key(saddle))
      }
      classes.end(into: &saddles)
    }
  }
}
