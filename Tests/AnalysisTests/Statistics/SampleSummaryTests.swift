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

  /// 0.1 + 0.1 + 0.1 is no 0.3, so that sums would find a spread of 10⁻¹⁷.
  @Test(arguments: [(0.1, 3), (5.0 / 3, 7), (1e308, 3)])
  func equalValuesHaveNoSpread(value: Double, count: Int) throws {
    let summary = try #require(SampleSummary(of: Array(repeating: value, count: count)))
    #expect(summary.mean == value)
    #expect(summary.standardDeviation == 0)
    #expect(summary.interval == value...value)
  }

  @Test func tooLargeValuesHaveNoInterval() throws {
    let apart = try #require(SampleSummary(of: [1e308, -1e308]))
    #expect(apart.mean == 0)
    #expect(apart.standardDeviation == nil && apart.interval == nil)
    // Two values of 1 ± 10⁻² times 10¹⁵⁴: a spread that can be squared, an end that is a number.
    #expect(SampleSummary(of: [1.01e154, 0.99e154])?.interval != nil)
    #expect(SampleSummary(of: [1e308, 1.5e308]) == nil, "their sum is no number")
  }

  @Test(arguments: [[], [1, .nan], [.infinity]])
  func refusesWhatHasNoMean(values: [Double]) {
    #expect(SampleSummary(of: values) == nil)
  }
}
