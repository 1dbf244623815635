import Analysis
import Figures
import Grids
import Kernels
import Pictures
import Reports
import Testing

@Suite("Pictures of what a count depends on")
struct CountFiguresTests {
  private func surface(_ barriers: [Double], halfWidth: Double) -> ComparisonReport.Surface {
    ComparisonReport.Surface(
      plane: 1, halfWidth: halfWidth, path: "s.h5", figure: nil, centreLoss: 1, lossRange: nil,
      missingPoints: 0, nonfinitePoints: 0, measures: [.minima: Double(barriers.count)],
      thresholdCurve: barriers.enumerated().map {
        .init(threshold: $0.element, count: barriers.count - $0.offset)
      })
  }

  private func arm(_ nets: [[Double]], window: [Double]?) -> ComparisonReport.Arm {
    ComparisonReport.Arm(
      nets: nets.enumerated().map { index, barriers in
        ComparisonReport.Net(
          seed: index + 1, measures: [.trainLoss: 1, .trainAccuracy: 50],
          surfaces: [surface(barriers, halfWidth: 1)],
          windows: window.map { [surface($0, halfWidth: 0.5)] } ?? [])
      })
  }

  private func report(
    window: [Double]? = nil, scale: HeightScale = .standard
  ) -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    return ComparisonReport(
      model: "net", data: "data", method: [], command: "", samples: 1, scale: scale,
      threshold: 0.01,
      plain: arm([[0.02, 0.5], [0.02, 0.03, 0.1]], window: window),
      residual: arm([[0.2], [0.2]], window: window), figures: .init(), using: &random)
  }

  @Test("the curve steps down right after each barrier, and the thick line is the mean")
  func steps() {
    let plain = report().thresholdFigure().series[0]
    #expect(plain.faintLines.count == 2)
    #expect(plain.faintLines[0].map(\.y) == [2, 2, 1, 1, 0, 0])
    #expect(plain.faintLines[0].map(\.x) == [0.001, 0.02, 0.02.nextUp, 0.5, 0.5.nextUp, 1])
    #expect(plain.line.first?.y == 2.5 && plain.line.last?.y == 0)
    for point in plain.line {
      let counts = [[0.02, 0.5], [0.02, 0.03, 0.1]].map { $0.count { $0 >= point.x } }
      #expect(point.y == Double(counts.reduce(0, +)) / 2)
    }
  }

  @Test("there is a picture of windows only where there are several")
  func windows() throws {
    #expect(report().windowFigure() == nil)
    let chart = try #require(report(window: [0.1]).windowFigure())
    #expect(
      chart.series[0].line.map(\.x) == [0.5, 1] && chart.series[0].line.map(\.y) == [1, 2.5])
    #expect(chart.series[0].points.map(\.y) == [1, 1, 2, 3])
  }

  @Test("the axis and the words are those of the scale")
  func scale() {
    let decades = report().thresholdFigure()
    #expect(decades.xLabel == "persistence threshold, in decades of loss + 0.001")
    #expect(decades.subtitle?.hasSuffix("counted here: at least 0.01 decades") == true)
    let lifted = report(scale: .logarithmic(offset: -0.5)).thresholdFigure()
    #expect(lifted.xLabel == "persistence threshold, in decades of loss - 0.5")
    let linear = report(scale: .linear).thresholdFigure()
    #expect(
      linear.xLabel == "persistence threshold, as a share of the range of the surface's losses")
    #expect(linear.subtitle?.hasSuffix("at least 1 % of the range of the surface's losses") == true)
  }

  @Test("counts of at most 1 are not lost in an axis to 5, and its numbers are whole")
  func countAxis() throws {
    let range = try #require(report().thresholdFigure().yRange)
    #expect(range.lowerBound < 0 && range.upperBound > 3 && range.upperBound < 3.5)
    var random = RandomStream(seed: 1, purpose: "tests")
    let ones = arm([[0.2]], window: [])
    let small = ComparisonReport(
      model: "net", data: "data", method: [], command: "", samples: 1, threshold: 0.01,
      plain: ones, residual: ones, figures: .init(), using: &random)
    for chart in [small.thresholdFigure(), try #require(small.windowFigure())] {
      let range = try #require(chart.yRange)
      #expect(range.contains(2) && !range.contains(2.5) && chart.isCount)
    }
  }
}
