/// Mean, spread and uncertainty of a few independent values, such as the minima counts of several
/// training seeds.
public struct SampleSummary: Hashable, Sendable {
  /// How many values there are; ≥ 1.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their standard deviation with n − 1 in the denominator, 0 where all are equal; nil below 2
  /// values, and where it is too large for a number.
  public let standardDeviation: Double?
  /// The 95 % interval of the mean, mean ± t · s/√n (Student 1908); nil below 2 values, and where
  /// an end is too large for a number.
  ///
  /// It assumes values from a normal distribution. Where all values are equal it has no width,
  /// which says that the sample shows no spread, not that the mean is known.
  public let interval: ClosedRange<Double>?

  /// Summarises values; nil when there are none, one is not finite, or their sum is not.
  public init?(of values: [Double]) {
    guard let first = values.first, values.allSatisfy(\.isFinite) else { return nil }
    let count = values.count
    // Sums round: of equal values neither the mean nor the spread is left to them.
    let areEqual = values.allSatisfy { $0 == first }
    let mean = areEqual ? first : values.reduce(0, +) / Double(count)
    guard mean.isFinite else { return nil }
    self.count = count
    self.mean = mean
    guard count >= 2 else {
      standardDeviation = nil
      interval = nil
      return
    }
    let squares = areEqual ? 0 : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(count - 1)).squareRoot()
    let margin =
      StudentT(degreesOfFreedom: count - 1).quantile(within: 0.95) * deviation
      / Double(count).squareRoot()
    standardDeviation = deviation.isFinite ? deviation : nil
    let (lower, upper) = (mean - margin, mean + margin)
    interval = lower.isFinite && upper.isFinite ? lower...upper : nil
  }
}
