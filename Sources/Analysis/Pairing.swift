/// At which saddle each class ends in an older one: all that a persistence diagram asks for.
///
/// What a saddle joins is found by going downhill (from above uphill) by any way from each piece
/// around it. A saddle that joins k pieces counts as k − 1 *joins* of two. Then classes end in two
/// stages:
/// 1. **Without sorting** (Borůvka's step). Up to the first join around a class the class is alone.
///    If that join leads to an older class, it ends there. All of them do so at once, the joins of
///    what has ended go over to the older class, and what joins a class to itself is dropped.
/// 2. **In order.** What is left after three rounds is sorted, and a union-find goes through it.
///
/// The order of joins is that of their saddles: by level, then by place. Which ways are taken, and
/// how many rounds are made, does not change the result.
struct Pairing {
  /// The extremes, the oldest first (see ``CriticalPoints/extremes``).
  let extremes: [Int32]
  /// For each of them the saddle at which its class ends, as a place in the grid with its ring; −1
  /// where it meets no older one.
  private(set) var saddles: [Int32]

  private var joins: Joins

  /// Joins of two classes each; of equal levels the one that enters first comes first.
  struct Joins {
    var saddles: [Int32] = []
    var levels: [Double] = []
    var ends: [SIMD2<Int32>] = []

    mutating func reserve(_ count: Int) {
      saddles.reserveCapacity(count)
      levels.reserveCapacity(count)
      ends.reserveCapacity(count)
    }
  }

  private static let rounds = 3

  init(_ points: CriticalPoints) {
    extremes = points.extremes
    saddles = Array(repeating: -1, count: points.extremes.count)
    var basins = FlowBasins(points)
    joins = basins.joins(at: points.saddles) { points.level(at: $0) }
    for _ in 0..<Self.rounds where !joins.ends.isEmpty { contract() }
    var pieces = Pieces(count: extremes.count)
    for entry in ascendingOrder(ofKeys: joins.levels.map(orderedKey(of:))) {
      let ends = joins.ends[Int(entry)]
      if let ended = pieces.join(ends[0], ends[1]) {
        saddles[Int(ended)] = joins.saddles[Int(entry)]
      }
    }
    joins = Joins()
  }

  /// One round of the first stage.
  private mutating func contract() {
    var first = [Int32](repeating: -1, count: extremes.count)
    for number in joins.ends.indices {
      let (ends, level) = (joins.ends[number], joins.levels[number])
      for side in 0..<2 {
        let end = Int(ends[side])
        let known = Int(first[end])
        if known < 0 || level < joins.levels[known] { first[end] = Int32(number) }
      }
    }
    var roots = Array(0..<Int32(extremes.count))
    for number in roots.indices where first[number] >= 0 {
      let join = Int(first[number])
      let ends = joins.ends[join]
      let other = Int(ends[0]) == number ? ends[1] : ends[0]
      // An older class has its root already.
      if other < number {
        saddles[number] = joins.saddles[join]
        roots[number] = roots[Int(other)]
      }
    }
    var count = 0
    for number in joins.ends.indices {
      let ends = joins.ends[number]
      let (a, b) = (roots[Int(ends[0])], roots[Int(ends[1])])
      if a == b { continue }
      joins.ends[count] = SIMD2(a, b)
      joins.saddles[count] = joins.saddles[number]
      joins.levels[count] = joins.levels[number]
      count += 1
    }
    let rest = joins.ends.count - count
    joins.ends.removeLast(rest)
    joins.saddles.removeLast(rest)
    joins.levels.removeLast(rest)
  }
}
