internal import Analysis
public import Landscapes

/// The barrier on the straight line between two nets of one kind, which learnt the same data from different
/// seeds.
public struct SeedConnection: Hashable, Codable, Sendable {
  /// The seeds of the two nets, the smaller one first.
  public let seeds: [Int]
  /// The path: `line` (running statistics in between) or `line_recalibrated`.
  public let path: String
  /// The height of the barrier; nil where a loss on the line is not finite.
  public let barrier: Double?
  /// Its standard error over the examples; nil where it is not known.
  public let barrierError: Double?
  /// The place t at which the line is highest.
  public let barrierPlace: Double

  private enum CodingKeys: String, CodingKey {
    case seeds, path, barrier
    case barrierError = "barrier_error"
    case barrierPlace = "barrier_place"
  }

  /// Names a barrier.
  ///
  /// - Parameters:
  ///   - seeds: the seeds of the nets at t = 0 and t = 1.
  ///   - course: what was found between them.
  public init(seeds: (Int, Int), _ course: Connection.Course) {
    self.seeds = [seeds.0, seeds.1]
    path = course.path.rawValue
    barrier = course.barrier.height.isFinite ? course.barrier.height : nil
    barrierError = course.barrier.error.isFinite ? course.barrier.error : nil
    barrierPlace = course.barrier.place
  }
}

/// The mean barrier over all pairs of some nets, with an interval over seeds.
package struct BarrierSummary: Hashable {
  /// The mean over pairs.
  package let mean: Double
  /// The number of pairs.
  package let pairs: Int
  /// The 95 % interval over seeds; nil below three nets.
  package let interval: ClosedRange<Double>?

  /// Summarises the pairs of one path; nil where there are none, or one is not finite.
  ///
  /// Pairs that share a net are not independent. The mean over all pairs is a U statistic, whose standard
  /// error the jackknife over nets gives (Arvesen 1969): each net is left out with all its pairs.
  package init?(_ connections: [SeedConnection], on path: String) {
    let own = connections.filter { $0.path == path }
    let heights = own.compactMap(\.barrier)
    guard !own.isEmpty, heights.count == own.count else { return nil }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    self.mean = mean(heights)
    pairs = heights.count
    let seeds = Set(own.flatMap(\.seeds)).sorted()
    guard seeds.count > 2 else {
      interval = nil
      return
    }
    let without = seeds.map { seed in
      mean(zip(own, heights).filter { !$0.0.seeds.contains(seed) }.map(\.1))
    }
    let (count, centre) = (Double(seeds.count), mean(without))
    let squares = without.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    let margin =
      StudentT(degreesOfFreedom: seeds.count - 1).quantile(within: 0.95)
      * ((count - 1) / count * squares).squareRoot()
    // A barrier is at least 0.
    interval = max(0, self.mean - margin)...self.mean + margin
  }
}
