internal import Analysis
package import Figures
package import Reports

extension ComparisonReport.Arm {
  /// The 95 % intervals of the mean count at some thresholds, over the nets (Student's t of the nets'
  /// means over their planes), cut off at zero, below which no count lies. Empty below two nets; without
  /// ends where all nets have one mean, since a sample without spread does not say how far its mean can
  /// be trusted.
  package func countBand(atThresholds thresholds: [Double]) -> [Chart.Interval] {
    guard nets.count > 1 else { return [] }
    return thresholds.map { threshold in
      let means = nets.map { net in
        let counts = net.surfaces.map { Double($0.count(atThreshold: threshold)) }
        return counts.reduce(0, +) / Double(counts.count)
      }
      let isSpread = means.contains { $0 != means[0] }
      guard isSpread, let interval = SampleSummary(of: means)?.interval else {
        return Chart.Interval(x: threshold, lower: .nan, upper: .nan)
      }
      return Chart.Interval(
        x: threshold, lower: max(0, interval.lowerBound), upper: interval.upperBound)
    }
  }
}
