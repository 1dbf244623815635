import Landscapes
import Reports
import Testing

struct BarrierSummaryTests {
  /// Pairs of seeds with their barriers on the straight line.
  private func pairs(_ heights: [(Int, Int, Double)]) -> [SeedConnection] {
    heights.map { first, second, height in
      SeedConnection(
        seeds: (first, second),
        Connection.Course(
          .line, values: [], barrier: LossBarrier(height: height, error: 0.1, place: 0.5)))
    }
  }

  /// Three nets: leaving out 1, 2 or 3 leaves the pairs 2-3, 1-3 and 1-2.
  @Test func theIntervalIsTheJackknifesOverSeeds() throws {
    let summary = try #require(
      BarrierSummary(pairs([(1, 2, 1), (1, 3, 2), (2, 3, 6)]), on: "line"))
    #expect(summary.mean == 3 && summary.pairs == 3)
    // The means without a net are 6, 2 and 1: their squared distances from 3 sum up to 14, the standard
    // error is √(⅔ · 14), and t with 2 degrees of freedom is 4.3027.
    let margin = 4.302653 * (2.0 / 3 * 14).squareRoot()
    let interval = try #require(summary.interval)
    #expect(interval.lowerBound == 0, "a barrier is at least 0")
    #expect(abs(interval.upperBound - (3 + margin)) < 1e-4)
  }

  @Test func pairsThatAreEqualLeaveNoWidth() throws {
    let all = (1...4).flatMap { first in ((first + 1)..<5).map { (first, $0, 2.5) } }
    let summary = try #require(BarrierSummary(pairs(all), on: "line"))
    #expect(summary.pairs == 6 && summary.interval == 2.5...2.5)
  }

  @Test func twoNetsHaveNoInterval() throws {
    let summary = try #require(BarrierSummary(pairs([(1, 2, 1.5)]), on: "line"))
    #expect(summary.mean == 1.5 && summary.interval == nil)
    #expect(BarrierSummary(pairs([(1, 2, 1.5)]), on: "line_recalibrated") == nil)
    #expect(BarrierSummary([], on: "line") == nil)
    #expect(BarrierSummary(pairs([(1, 2, .infinity), (1, 3, 1)]), on: "line") == nil)
  }

  /// Nets and their copies: independent pairs, so the interval is that of the mean of their barriers.
  @Test func copiesHaveTheIntervalOfAMean() throws {
    func copy(_ seed: Int, _ height: Double, after epochs: Int) -> SeedConnection {
      SeedConnection(
        seeds: (seed, seed), reorderedAfter: epochs,
        Connection.Course(
          .line, values: [], barrier: LossBarrier(height: height, error: 0.1, place: 0.5)))
    }
    let all =
      pairs([(1, 2, 90), (1, 3, 90), (2, 3, 90)])
      + [copy(1, 4, after: 0), copy(2, 5, after: 0), copy(3, 6, after: 0), copy(1, 50, after: 1)]
    let summary = try #require(BarrierSummary(all, on: "line", reorderedAfter: 0))
    // The standard deviation is 1.
    let margin = 4.302653 * (1.0 / 3).squareRoot()
    let interval = try #require(summary.interval)
    #expect(summary.mean == 5 && summary.pairs == 3)
    #expect(abs(interval.lowerBound - (5 - margin)) < 1e-5)
    #expect(abs(interval.upperBound - (5 + margin)) < 1e-5)
    #expect(BarrierSummary(all, on: "line")?.mean == 90)
    #expect(BarrierSummary(all, on: "line", reorderedAfter: 1)?.interval == nil)
    #expect(BarrierSummary(all, on: "line", reorderedAfter: 2) == nil)
  }
}
