import Analysis
import Testing

struct NestedSampleTests {
  private func nested(_ units: [[Double]]) -> NestedSample? {
    var generator = SeededGenerator(seed: 1)
    return NestedSample(units, using: &generator)
  }

  @Test func unitsWeighAlike() throws {
    let sample = try #require(nested([[1, 2, 3], [10]]))
    #expect(sample.unitMeans == [2, 10])
    #expect(sample.mean == 6)
    #expect(sample.median == 2.5)
  }

  @Test func fewUnitsHaveStudentsInterval() throws {
    let units: [[Double]] = [[1, 3], [4, 4], [9, 9], [2, 2], [5, 6]]
    let sample = try #require(nested(units))
    #expect(sample.method == .student)
    #expect(sample.interval == SampleSummary(of: [2, 4, 9, 2, 5.5])?.interval)
  }

  @Test func sixUnitsAreResampled() throws {
    let units: [[Double]] = [[1, 3], [4, 4], [9, 9], [2, 2], [5, 6], [7, 1]]
    let sample = try #require(nested(units))
    #expect(sample.method == .bootstrap)
    var generator = SeededGenerator(seed: 1)
    #expect(
      sample.interval == HierarchicalBootstrap(of: units, using: &generator)?.interval)
  }

  @Test(arguments: [[[4.0, 1]], [[2, 4], [3, 3], [1, 5]]])
  func noIntervalWithoutVariation(units: [[Double]]) throws {
    let sample = try #require(nested(units))
    #expect(sample.interval == nil)
    #expect(sample.method == nil)
  }

  @Test func equalValuesDoNotVaryByRounding() throws {
    let sample = try #require(nested([[0.1, 0.1, 0.1], [0.1], [0.1, 0.1]]))
    #expect(sample.unitMeans == [0.1, 0.1, 0.1] && sample.mean == 0.1)
    #expect(sample.interval == nil && sample.method == nil)
  }

  @Test(arguments: [2, 7])
  func noIntervalBeyondTheRangeOfNumbers(units: Int) throws {
    let sample = try #require(nested((0..<units).map { [$0.isMultiple(of: 2) ? 1e308 : -1e308] }))
    #expect(sample.interval == nil && sample.method == nil)
  }

  @Test func theMedianOfLargeValuesIsANumber() throws {
    #expect(try #require(nested([[1e308, 1e308], [-1e308]])).median == 1e308)
    #expect(try #require(nested([[1.5e308, -1e308], [1.5e308, -1e308]])).median == 0.25e308)
  }

  @Test(arguments: [[], [[]], [[1], [.infinity]], [[1], [1e308, 1.5e308]]] as [[[Double]]])
  func refusesWhatHasNoMean(units: [[Double]]) {
    #expect(nested(units) == nil)
  }
}
