import Analysis
import Figures
import Pictures
import Reports
import Testing

@Suite("The band about a count against the threshold")
struct ThresholdBandTests {
  /// An arm of nets with one plane each, whose minima have these barriers.
  private func arm(_ nets: [[Double]]) -> ComparisonReport.Arm {
    ComparisonReport.Arm(
      nets: nets.enumerated().map { index, barriers in
        ComparisonReport.Net(
          seed: index + 1, measures: [:],
          surfaces: [
            ComparisonReport.Surface(
              plane: 1, halfWidth: 1, path: "s.h5", figure: nil, centreLoss: 1, lossRange: nil,
              missingPoints: 0, nonfinitePoints: 0, measures: [.minima: Double(barriers.count)],
              thresholdCurve: barriers.enumerated().map {
                .init(threshold: $0.element, count: barriers.count - $0.offset)
              })
          ])
      })
  }

  @Test("it is the interval of Student's t over the nets, not below zero")
  func interval() throws {
    // Counts of 1 and 3: mean 2, s = √2, t(1; 0.975) = 12.706, so 2 ± 12.706.
    let band = arm([[0.1], [0.1, 0.2, 0.3]]).countBand(atThresholds: [0.05])
    let interval = try #require(band.first)
    #expect(interval.x == 0.05 && interval.lower == 0)
    #expect(abs(interval.upper - 14.706) < 0.001)
  }

  @Test("one net has none, and equal nets have no ends")
  func without() throws {
    #expect(arm([[0.1]]).countBand(atThresholds: [0.05]) == [])
    let band = arm([[0.1], [0.1]]).countBand(atThresholds: [0.05])
    #expect(try #require(band.first).upper.isNaN)
  }
}
