import Analysis
import Testing

struct SampleSummaryTests {
  @Test func summarisesThreeValues() throws {
    let summary = try #require(SampleSummary(of: [1, 2, 6]))
    #expect(summary.count == 3)
    #expect(summary.mean == 3)
    #expect(abs(try #require(summary.standardDeviation) - 7.0.squareRoot()) < 1e-15)
    let interval = try #require(summary.interval)
    // t(2) = 4.302652729749464, s/√n = √(7/3).
    let margin = 4.302652729749464 * (7.0 / 3).squareRoot()
    #expect(abs(interval.lowerBound - (3 - margin)) < 1e-12)
    #expect(abs(interval.upperBound - (3 + margin)) < 1e-12)
  }

  @Test func oneValueHasNoSpread() throws {
    let summary = try #require(SampleSummary(of: [4]))
    #expect(summary.mean == 4)
    #expect(summary.standardDeviation == nil)
    #expect(summary.interval == nil)
  }

  @Test func equalValuesHaveAnIntervalOfNoWidth() throws {
    #expect(try #require(SampleSummary(of: [2, 2])).interval == 2...2)
  }

  @Test(arguments: [[], [1, .nan], [.infinity]])
  func refusesWhatHasNoMean(values: [Double]) {
    #expect(SampleSummary(of: values) == nil)
  }
}
