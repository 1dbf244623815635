internal import Analysis
public import Landscapes

/// The barrier on the straight line between two nets of one kind that learnt the same data: from different
/// seeds, or from one start in another order of the examples.
public struct SeedConnection: Hashable, Codable, Sendable {
  /// The seeds of the two nets, the smaller one first; twice the same for a net and its copy.
  public let seeds: [Int]
  /// The epochs that a net and its copy share before the copy takes the examples in another order; nil for
  /// two nets of different seeds.
  public let reorderedAfter: Int?
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
    case reorderedAfter = "reordered_after"
    case barrierError = "barrier_error"
    case barrierPlace = "barrier_place"
  }

  /// Names a barrier.
  ///
  /// - Parameters:
  ///   - seeds: the seeds of the nets at t = 0 and t = 1.
  ///   - reorderedAfter: the epochs that they share; nil for nets of different seeds.
  ///   - course: what was found between them.
  public init(seeds: (Int, Int), reorderedAfter: Int? = nil, _ course: Connection.Course) {
    self.seeds = [seeds.0, seeds.1]
    self.reorderedAfter = reorderedAfter
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
  /// error the jackknife over seeds gives (Arvesen 1969): each seed is left out with all its pairs. Where
  /// each seed has one pair, a net and its copy, that is the standard error of the mean.
  ///
  /// - Parameters:
  ///   - connections: those of one kind of nets.
  ///   - path: which of the paths between them.
  ///   - reorderedAfter: the epochs that each net shares with its copy; nil for nets of different seeds.
  package init?(
    _ connections: [SeedConnection], on path: String, reorderedAfter: Int? = nil
  ) {
    let own = connections.filter { $0.path == path && $0.reorderedAfter == reorderedAfter }
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
