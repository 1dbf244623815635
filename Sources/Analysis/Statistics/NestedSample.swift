/// Values that are nested: several for each of several independent units, such as the minima counts
/// of several planes around each of several trained nets.
///
/// Planes around one net see the same weights, so they are not independent repetitions; the unit is
/// the training seed. The mean is always the mean of the units' means.
public struct NestedSample: Hashable, Sendable {
  /// From this many units on, intervals come from resampling; below, from Student's t.
  public static let fewestUnitsToResample = 6

  /// How an interval was found.
  public enum IntervalMethod: String, Hashable, Sendable {
    /// The mean of the units' means ± t · s/√n (Student 1908): it assumes normal means.
    case student = "t"
    /// ``HierarchicalBootstrap``.
    case bootstrap = "hierarchical bootstrap"
  }

  /// The values of each unit; no unit is empty, all values are finite.
  public let units: [[Double]]
  /// The mean of each unit.
  public let unitMeans: [Double]
  /// The mean of the units' means.
  public let mean: Double
  /// The median of all values.
  public let median: Double
  /// The 95 % interval of the mean; nil below two units, where the units' means do not vary (a sample
  /// without spread does not say how far its mean can be trusted), and where an end is too large for a
  /// number.
  public let interval: ClosedRange<Double>?
  /// How the interval was found; nil where there is none.
  public let method: IntervalMethod?

  /// Describes nested values; nil where there are none, or one or a mean is not finite.
  ///
  /// - Parameters:
  ///   - units: the values of each unit.
  ///   - generator: draws the resamples of a bootstrap.
  public init?(_ units: [[Double]], using generator: inout some RandomNumberGenerator) {
    let means = units.compactMap { SampleSummary(of: $0)?.mean }
    guard means.count == units.count, let summary = SampleSummary(of: means) else { return nil }
    self.units = units
    unitMeans = means
    mean = summary.mean
    median = Self.median(of: units.flatMap { $0 })
    guard let first = means.first, means.contains(where: { $0 != first }) else {
      (interval, method) = (nil, nil)
      return
    }
    let isResampled = means.count >= Self.fewestUnitsToResample
    interval =
      isResampled
      ? HierarchicalBootstrap(of: units, using: &generator)?.interval : summary.interval
    method = interval == nil ? nil : isResampled ? .bootstrap : .student
  }

  private static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }
}
