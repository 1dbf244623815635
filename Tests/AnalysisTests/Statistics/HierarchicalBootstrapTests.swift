import Analysis
import SanitizerTestSupport
import Testing

struct HierarchicalBootstrapTests {
  @Test func equalValuesGiveAPoint() throws {
    var generator = SeededGenerator(seed: 1)
    let bootstrap = try #require(
      HierarchicalBootstrap(of: [[2, 2], [2, 2, 2]], using: &generator))
    #expect(bootstrap.interval == 2...2)
  }

  /// Two groups of one value each: the mean of two draws is 0, ½ or 1 with probabilities ¼, ½, ¼, so
  /// the 2.5th percentile is 0 and the 97.5th 1.
  @Test func twoGroupsOfOneValue() throws {
    var generator = SeededGenerator(seed: 2)
    let bootstrap = try #require(HierarchicalBootstrap(of: [[0], [1]], using: &generator))
    #expect(bootstrap.interval == 0...1)
  }

  /// Many groups without inner spread: the spread of the mean is s/√n.
  @Test func approachesTheNormalIntervalOfManyGroups() throws {
    var generator = SeededGenerator(seed: 3)
    let groups = (0..<400).map { [Double($0 % 20)] }
    let interval = try #require(HierarchicalBootstrap(of: groups, using: &generator)).interval
    // The variance of 0 … 19 is (20² − 1)/12.
    let margin = 1.96 * (399.0 / 12 / 400).squareRoot()
    #expect(abs(interval.lowerBound - (9.5 - margin)) < 0.05 * margin)
    #expect(abs(interval.upperBound - (9.5 + margin)) < 0.05 * margin)
  }

  /// The values within groups are drawn anew as well: groups of one mean still give a spread.
  @Test func resamplesBothLevels() throws {
    var generator = SeededGenerator(seed: 4)
    let interval = try #require(
      HierarchicalBootstrap(of: [[0, 2], [0, 2], [0, 2]], using: &generator)
    ).interval
    #expect(interval.lowerBound < 0.6 && interval.upperBound > 1.4)
  }

  /// What the documentation says of its coverage.
  @Test(arguments: [(3, 0.82), (6, 0.91), (12, 0.94)])
  func coversWhatIsSaid(groups: Int, share: Double) throws {
    var generator = SeededGenerator(seed: 5)
    let trials = Sanitizer.repeats(600)
    var held = 0
    for _ in 0..<trials {
      let sample = (0..<groups).map { _ in
        let center = normal(&generator)
        return (0..<3).map { _ in center + normal(&generator) }
      }
      let bootstrap = try #require(
        HierarchicalBootstrap(of: sample, resamples: 800, using: &generator))
      held += bootstrap.interval.contains(0) ? 1 : 0
    }
    // Three standard errors of a share over the trials.
    #expect(
      abs(Double(held) / Double(trials) - share)
        < 3 * (share * (1 - share) / Double(trials)).squareRoot())
  }

  @Test(
    arguments: [[], [[1]], [[1], []], [[1], [.nan]], [[1e308], [-1e308], [1e308], [1e308]]]
      as [[[Double]]])
  func refusesWhatCannotBeResampled(groups: [[Double]]) {
    var generator = SeededGenerator(seed: 6)
    #expect(HierarchicalBootstrap(of: groups, using: &generator) == nil)
  }

  /// Twelve uniform numbers, less six.
  private func normal(_ generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }
}
