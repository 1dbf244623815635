import Analysis
import Testing

struct NestedComparisonTests {
  /// Planes of one net are no repetitions: three nets of any number of planes cannot go below 0.1.
  @Test func theUnitIsTheUnit() throws {
    var generator = SeededGenerator(seed: 1)
    let comparison = try #require(
      NestedComparison(
        [[5, 6, 7], [4, 4, 7], [9, 9, 9]], [[1, 1, 1], [1, 2, 3], [1, 1, 4]], using: &generator))
    #expect(comparison.test == PermutationTest([6, 5, 9], [1, 2, 2]))
    #expect(comparison.test?.p == 0.1)
    #expect(comparison.effect.cliffDelta == 1)
    #expect(abs(comparison.difference - 5) < 1e-12)
  }

  @Test func refusesWhatCannotBeCompared() {
    var generator = SeededGenerator(seed: 1)
    #expect(NestedComparison([], [[1]], using: &generator) == nil)
    #expect(NestedComparison([[1]], [[.nan]], using: &generator) == nil)
  }
}
