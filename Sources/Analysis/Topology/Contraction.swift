/// Classes that have not ended yet, with the joins between them (see ``Pairing``).
package struct Contraction {
  /// A join of two classes at a saddle.
  private struct Join {
    /// How late the saddle enters.
    let key: UInt64
    let saddle: Int32
    let ends: (Int32, Int32)
  }

  /// The first join around a class: its key, then its saddle and the class to which it leads, 32
  /// bits each.
  private typealias First = SIMD2<UInt64>
  private static let nothing = First(repeating: .max)

  /// What each class was called at the beginning; in that order.
  private var names: [Int32]
  /// How late they begin.
  private var keys: [UInt64]
  /// All joins, in the order of their saddles.
  private var joins: [Join] = []
  private var firsts: [First]

  /// Classes without joins.
  ///
  /// - Parameters:
  ///   - keys: how late each begins; of equal ones the one that begins first comes first.
  ///   - count: how many joins there will be, more or less.
  package init(keys: [UInt64], expecting count: Int) {
    self.keys = keys
    names = Array(0..<Int32(keys.count))
    firsts = Array(repeating: Self.nothing, count: keys.count)
    joins.reserveCapacity(count)
  }

  /// Adds a join of two classes; of equal saddles the one that enters first must come first.
  @inline(__always)
  package mutating func add(_ ends: SIMD2<Int32>, at saddle: Int32, key: UInt64) {
    let join = Join(key: key, saddle: saddle, ends: (ends[0], ends[1]))
    joins.append(join)
    var target = firsts.mutableSpan
    Self.note(join, &target)
  }

  /// Notes a join where it is the first around one of its ends.
  @inline(__always)
  private static func note(_ join: Join, _ firsts: inout MutableSpan<First>) {
    note(join, of: join.ends.0, to: join.ends.1, &firsts)
    note(join, of: join.ends.1, to: join.ends.0, &firsts)
  }

  @inline(__always)
  private static func note(
    _ join: Join, of end: Int32, to other: Int32, _ firsts: inout MutableSpan<First>
  ) {
    let known = firsts[Int(end)]
    let way = UInt64(UInt32(bitPattern: join.saddle)) << 32 | UInt64(UInt32(bitPattern: other))
    // Always written, and chosen by masks: no branch that noise makes unpredictable.
    let mask = First(repeating: allBits(ifLess: join.key, known[0]))
    firsts[Int(end)] = known ^ ((known ^ First(join.key, way)) & mask)
  }

  /// Ends all classes that meet an older one: writes the saddle of each at the place of its name.
  package mutating func end(into saddles: inout [Int32]) {
    var before = Int.max
    while names.count < before / 3 * 2 {
      before = names.count
      contract(&saddles)
    }
    endInOrder(into: &saddles)
  }

  /// One round without sorting.
  private mutating func contract(_ saddles: inout [Int32]) {
    var parents = Array(0..<Int32(names.count))
    var parentsTarget = parents.mutableSpan
    var saddlesTarget = saddles.mutableSpan
    for number in names.indices where firsts[number] != Self.nothing {
      let way = firsts[number][1]
      let other = Int(UInt32(truncatingIfNeeded: way))
      // An older class has no way to a younger one, so that there are no circles.
      if keys[other] < keys[number] || (keys[other] == keys[number] && other < number) {
        parentsTarget[number] = Int32(truncatingIfNeeded: other)
        saddlesTarget[Int(names[number])] = Int32(truncatingIfNeeded: way >> 32)
      }
    }
    relabel(renumber(&parents))
  }

  /// Keeps the classes that are their own parents.
  ///
  /// - Returns: for each class the new number of the one it belongs to now.
  private mutating func renumber(_ parents: inout [Int32]) -> [Int32] {
    var count = 0
    var numbers = [Int32](repeating: 0, count: parents.count)
    for number in parents.indices where Int(parents[number]) == number {
      numbers[number] = Int32(truncatingIfNeeded: count)
      names[count] = names[number]
      keys[count] = keys[number]
      count += 1
    }
    names.removeLast(names.count - count)
    keys.removeLast(keys.count - count)
    for number in parents.indices {
      var place = number
      while true {
        let parent = Int(parents[place])
        let next = parents[parent]
        if Int(next) == parent { break }
        parents[place] = next
        place = Int(next)
      }
      numbers[number] = numbers[Int(parents[place])]
    }
    return numbers
  }

  /// Hands the joins over to the new classes, and drops those of a class with itself.
  private mutating func relabel(_ numbers: [Int32]) {
    var newFirsts = [First](repeating: Self.nothing, count: names.count)
    var firstsTarget = newFirsts.mutableSpan
    var target = joins.mutableSpan
    var count = 0
    for number in target.indices {
      let join = target[number]
      let ends = (numbers[Int(join.ends.0)], numbers[Int(join.ends.1)])
      // Written always, counted where it applies, as above.
      let isLoop = allBits(ifLess: UInt64(UInt32(bitPattern: ends.0 ^ ends.1)), 1)
      let kept = Join(key: join.key | isLoop, saddle: join.saddle, ends: ends)
      target[count] = kept
      Self.note(kept, &firstsTarget)
      count &+= 1 &+ Int(truncatingIfNeeded: isLoop)
    }
    joins.removeLast(joins.count - count)
    firsts = newFirsts
  }

  /// What is left.
  private func endInOrder(into saddles: inout [Int32]) {
    if joins.isEmpty { return }
    let oldest = ascendingOrder(ofKeys: keys)
    var ages = [Int32](repeating: 0, count: oldest.count)
    for (age, number) in oldest.enumerated() { ages[Int(number)] = Int32(age) }
    var sets = DisjointSets(count: oldest.count)
    for entry in ascendingOrder(ofKeys: joins.map(\.key)) {
      let join = joins[Int(entry)]
      if let ended = sets.join(ages[Int(join.ends.0)], ages[Int(join.ends.1)]) {
        saddles[Int(names[Int(oldest[Int(ended)])])] = join.saddle
      }
    }
  }
}

/// All bits set where a < b, and none where not.
///
/// The borrow of a − b, by logic (Warren, "Hacker's Delight", section 2-12): compilers make a branch of
/// a comparison wherever they see one.
@inline(__always)
private func allBits(ifLess a: UInt64, _ b: UInt64) -> UInt64 {
  let borrow = (~a & b) | ((~a | b) & (a &- b))
  return UInt64(bitPattern: Int64(bitPattern: borrow) >> 63)
}
