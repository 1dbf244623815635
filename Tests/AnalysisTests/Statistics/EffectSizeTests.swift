import Analysis
import Testing

struct EffectSizeTests {
  @Test func sidesThatDoNotOverlap() throws {
    let effect = try #require(EffectSize([4, 5, 6], [1, 2, 3]))
    #expect(effect.cliffDelta == 1)
    // s = 1 on both sides; the correction is 1 − 3/(4·6 − 9) = 0.8.
    #expect(abs(try #require(effect.hedgesG) - 3 * 0.8) < 1e-14)
    #expect(EffectSize([1, 2, 3], [4, 5, 6])?.cliffDelta == -1)
  }

  @Test func tiesCountForNeither() throws {
    // Pairs: 1-1, 1-2, 2-1, 2-2: one larger, one smaller, two ties.
    #expect(try #require(EffectSize([1, 2], [1, 2])).cliffDelta == 0)
    #expect(try #require(EffectSize([1, 2], [1, 2])).hedgesG == 0)
    #expect(try #require(EffectSize([1, 3], [1, 2])).cliffDelta == 0.25)
  }

  @Test func noGWithoutVariation() throws {
    #expect(try #require(EffectSize([2, 2], [1, 1])).hedgesG == nil)
    #expect(try #require(EffectSize([2], [1, 3])).hedgesG == nil)
    #expect(try #require(EffectSize([2, 4], [1, 1])).hedgesG != nil)
    #expect(
      try #require(EffectSize([0.1, 0.1, 0.1], [0.3, 0.3, 0.3])).hedgesG == nil,
      "what sums of equal values round to is no variation")
  }

  @Test(arguments: [[1e308, -1e308], [1e200, 2e200], [1e-200, 2e-200], [1.7e308, 1.6e308]])
  func noGBeyondTheRangeOfNumbers(values: [Double]) throws {
    let effect = try #require(EffectSize(values, [0, 0]))
    #expect(effect.hedgesG == nil)
  }

  @Test func refusesWhatCannotBeCompared() {
    #expect(EffectSize([], [1]) == nil)
    #expect(EffectSize([.nan], [1]) == nil)
  }
}
