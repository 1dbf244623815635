import Analysis
import Testing

/// Joins between classes, and how they end by the elder rule, one by one.
private struct Joins {
  var keys: [UInt64]
  var joins: [(ends: SIMD2<Int32>, key: UInt64)]

  var contracted: [Int32] {
    var contraction = Contraction(keys: keys, expecting: joins.count)
    for (saddle, join) in joins.enumerated() {
      contraction.add(join.ends, at: Int32(saddle), key: join.key)
    }
    var saddles = [Int32](repeating: -1, count: keys.count)
    contraction.end(into: &saddles)
    return saddles
  }

  var expected: [Int32] {
    var saddles = [Int32](repeating: -1, count: keys.count)
    var pieces = Array(keys.indices)
    func age(_ number: Int) -> (UInt64, Int) { (keys[number], number) }
    for saddle in joins.indices.sorted(by: { (joins[$0].key, $0) < (joins[$1].key, $1) }) {
      let ends = joins[saddle].ends
      let (a, b) = (pieces[Int(ends[0])], pieces[Int(ends[1])])
      if a == b { continue }
      let (older, younger) = age(a) < age(b) ? (a, b) : (b, a)
      saddles[younger] = Int32(saddle)
      for number in pieces.indices where pieces[number] == younger { pieces[number] = older }
    }
    return saddles
  }
}

struct ContractionTests {
  @Test func anyGraphEndsAsOneByOne() {
    var ended = 0
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 1...40, using: &generator)
      // Few levels, so that many are equal; a saddle is never below what it joins.
      let highest = UInt64.random(in: 1...30, using: &generator)
      let keys = (0..<count).map { _ in UInt64.random(in: 0...highest, using: &generator) }
      let joins = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        let ends = SIMD2(
          Int32.random(in: 0..<Int32(count), using: &generator),
          Int32.random(in: 0..<Int32(count), using: &generator))
        return (
          ends: ends,
          key: max(keys[Int(ends[0])], keys[Int(ends[1])])
            + UInt64.random(in: 0...highest, using: &generator)
        )
      }.filter { $0.ends[0] != $0.ends[1] }
      let graph = Joins(keys: keys, joins: joins)
      #expect(graph.contracted == graph.expected, "seed \(seed)")
      ended += graph.expected.count { $0 >= 0 }
    }
    #expect(ended > 1000, "the graphs must give something to compare")
  }

  @Test func extremeKeysKeepTheirOrder() {
    let graph = Joins(
      keys: [.max - 1, 0, 1 << 63, (1 << 63) - 1],
      joins: [
        ([0, 2], .max - 1), ([2, 3], 1 << 63), ([3, 1], (1 << 63) - 1), ([0, 1], .max - 1),
      ])
    #expect(graph.contracted == graph.expected)
    #expect(graph.contracted == [0, -1, 1, 2])
  }

  /// A chain in which each class leads to the one before: one round ends them all.
  @Test(arguments: [true, false])
  func longChainsEnd(isAscending: Bool) {
    let count = 200_000
    let keys = (0..<count).map { UInt64(isAscending ? $0 : count - $0) }
    var contraction = Contraction(keys: keys, expecting: count)
    for number in 1..<count {
      contraction.add(
        [Int32(number - 1), Int32(number)], at: Int32(number), key: UInt64(count + number))
    }
    var saddles = [Int32](repeating: -1, count: count)
    contraction.end(into: &saddles)
    #expect(saddles.count { $0 < 0 } == 1)
    #expect(saddles[isAscending ? 0 : count - 1] == -1)
    #expect(Set(saddles).count == count, "each at a saddle of its own")
  }

  @Test func classesWithoutJoinsGoOn() {
    #expect(Joins(keys: [], joins: []).contracted == [])
    #expect(Joins(keys: [3, 1], joins: []).contracted == [-1, -1])
  }
}
