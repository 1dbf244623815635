import Analysis
import Testing

struct AscendingOrderTests {
  private func naive(_ keys: [UInt64]) -> [Int32] {
    keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map(Int32.init)
  }

  @Test func keysOrderLikeTheirNumbers() {
    let tiny = Double.leastNonzeroMagnitude
    let ascending = [-.infinity, -1e308, -1, -tiny, 0, tiny, 3, 1e308, .infinity]
    let keys = ascending.map(orderedKey)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
    #expect(orderedKey(of: -0.0) == orderedKey(of: 0.0))
  }

  @Test func ordersByKeyThenIndex() {
    let tiny = Double.leastNonzeroMagnitude
    let values = [3, -1, 0.0, -0.0, -1, tiny, -tiny, 1e308, -1e308]
    #expect(ascendingOrder(ofKeys: values.map(orderedKey)) == [8, 1, 4, 6, 2, 3, 5, 0, 7])
    #expect(ascendingOrder(ofKeys: []) == [])
  }

  @Test(arguments: [1, 2, 100, 5000])
  func equalsAComparisonSort(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let keys = (0..<count).map { _ -> UInt64 in
      let any = generator.next()
      return Bool.random(using: &generator)
        ? any : orderedKey(of: Double(Int.random(in: -3...3, using: &generator)))
    }
    #expect(ascendingOrder(ofKeys: keys) == naive(keys))
  }

  /// Two clusters so far apart that the leading 32 bits do not tell the keys of one apart.
  @Test func settlesWhatTheLeadingBitsLeaveOpen() {
    var generator = SeededGenerator(seed: 3)
    let keys = (0..<1000).map { _ -> UInt64 in
      let low = UInt64.random(in: 0..<300, using: &generator)
      return Bool.random(using: &generator) ? low : 1 << 63 | low
    }
    #expect(ascendingOrder(ofKeys: keys) == naive(keys))
  }
}
