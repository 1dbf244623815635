/// A trace that was estimated from random vectors.
public struct TraceEstimate: Hashable, Codable, Sendable {
  /// The estimate. Over seeds its mean is the trace.
  public let value: Double
  /// The standard error of the value: the sample standard deviation of the independent random terms
  /// over the root of their number. 0 where nothing random was left.
  public let standardError: Double
  /// Products that were spent on it.
  public let probes: Int

  /// Creates an estimate.
  public init(value: Double, standardError: Double, probes: Int) {
    self.value = value
    self.standardError = standardError
    self.probes = probes
  }

  /// A known part plus the mean of independent terms.
  ///
  /// - Parameter terms: none where the known part is all, else two or more.
  init(known: Double, terms: [Double], probes: Int) {
    precondition(terms.count != 1, "one random term has no spread")
    let count = Double(max(1, terms.count))
    let mean = terms.reduce(0, +) / count
    let squares = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(
      value: known + mean,
      standardError: terms.isEmpty ? 0 : (squares / (count - 1) / count).squareRoot(),
      probes: probes)
  }
}
