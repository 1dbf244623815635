import Analysis
import Testing

struct SaddleGapsTests {
  // Minima 0, 1 and 1.5; the first two meet at 2.5, the third both at 2.6. Basins 2, 2, 1.
  private let wells = MergeTree(sublevelSetsOf: field([[0, 2.5, 1, 2.6, 1.5]]))

  @Test func areTheHeightsOfTheFirstSaddles() throws {
    let gaps = try #require(SaddleGaps(wells, threshold: 0))
    #expect(gaps.count == 3)
    #expect(abs(gaps.plain - (2.5 + 1.5 + 1.1) / 3) < 1e-12)
    #expect(abs(gaps.weighted - (2 * 2.5 + 2 * 1.5 + 1.1) / 5) < 1e-12)
  }

  @Test func minimaBelowTheThresholdAreNone() throws {
    let gaps = try #require(SaddleGaps(wells, threshold: 1.2))
    #expect(gaps.count == 2)
    #expect(abs(gaps.plain - 2) < 1e-12)
    #expect(abs(gaps.weighted - (2 * 2.5 + 3 * 1.5) / 5) < 1e-12)
    #expect(SaddleGaps(wells, threshold: 2) == nil)
  }

  @Test func aLoneMinimumHasNone() {
    #expect(SaddleGaps(MergeTree(sublevelSetsOf: field([[2, 1, 2]])), threshold: 0) == nil)
    #expect(SaddleGaps(MergeTree(sublevelSetsOf: field([[1, .nan, 2]])), threshold: 0) == nil)
    #expect(SaddleGaps(MergeTree(sublevelSetsOf: field([[.nan]])), threshold: 0) == nil)
  }
}
