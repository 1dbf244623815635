import Analysis
import Archives
import Grids
import Reports
import Testing

/// The report of a comparison: it says what came out, whichever way, and holds every number.
struct ComparisonReportTests {
  /// A surface with a given number of well separated minima inside.
  static func analysis(minima: Int) -> MinimaAnalysis {
    let columns = 2 * minima + 1
    guard
      let grid = Grid(
        xs: Grid.axis(from: -1, to: 1, count: columns), ys: Grid.axis(from: -1, to: 1, count: 3))
    else { preconditionFailure("no grid of \(columns) columns") }
    let values = (0..<grid.count).map { index in
      let isPit = grid.row(of: index) == 1 && grid.column(of: index) % 2 == 1
      return isPit ? 1 + Double(grid.column(of: index)) / 10 : 10
    }
    return MinimaAnalysis(of: ScalarField(grid: grid, values: values), quantity: "train_loss")
  }

  static func arm(_ counts: [[Int]], loss: Double, folder: String) -> ComparisonReport.Arm {
    ComparisonReport.Arm(
      nets: counts.enumerated().map { index, planes in
        ComparisonReport.Net(
          seed: index + 1, trainLoss: loss, trainAccuracy: 90, testAccuracy: index == 0 ? 88 : nil,
          surfaces: planes.enumerated().map { plane, count in
            ComparisonReport.Surface(
              plane: plane + 1, analysis: analysis(minima: count), centreLoss: loss,
              lossRange: 1...10, path: "\(folder)/seed-\(index + 1)/surface-\(plane + 1).h5",
              figure: "\(folder)/seed-\(index + 1)/contour-\(plane + 1).png")
          })
      })
  }

  static func report(
    plain: [[Int]], residual: [[Int]], plainLoss: Double = 0.5, residualLoss: Double = 0.5
  ) -> ComparisonReport {
    ComparisonReport(
      model: "ResNet-56, width 8", data: "pictures", method: [.init("Optimiser", "SGD")],
      command: "basin compare --preset quick", samples: 256,
      plain: arm(plain, loss: plainLoss, folder: "plain"),
      residual: arm(residual, loss: residualLoss, folder: "residual"))
  }

  @Test(
    arguments: [
      (5, 1, "nets without shortcuts have more local minima: 5 without shortcuts, 1 with them."),
      (1, 4, "nets **with** shortcuts have more local minima, the opposite of what is usually"),
      (2, 2, "both kinds have the same number of local minima: 2 without shortcuts, 2 with them."),
    ])
  func itSaysWhatCameOut(plain: Int, residual: Int, sentence: String) {
    #expect(Self.report(plain: [[plain]], residual: [[residual]]).markdown.contains(sentence))
  }

  @Test func anUndertrainedNetIsNamedAsAConfounder() {
    let uneven = Self.report(plain: [[3]], residual: [[1]], plainLoss: 0.9, residualLoss: 0.2)
    #expect(uneven.markdown.contains("**The plain net is less trained**"))
    #expect(uneven.markdown.contains("0.9 against 0.2"))
    let reversed = Self.report(plain: [[3]], residual: [[1]], plainLoss: 0.2, residualLoss: 0.9)
    #expect(reversed.markdown.contains("**The residual net is less trained**"))
    let even = Self.report(plain: [[3]], residual: [[1]])
    #expect(!even.markdown.contains("less trained"))
    #expect(even.markdown.contains("does not explain a difference"))
  }

  @Test func theDataHoldWhatTheContractNames() throws {
    let json = Self.report(plain: [[5, 3], [4, 2]], residual: [[1, 1], [1, 2]]).json
    #expect(json["plain"]?["minima_counts"] == [[5, 3], [4, 2]])
    #expect(json["residual"]?["minima_counts"] == [[1, 1], [1, 2]])
    #expect(json["plain"]?["minima_mean"] == 3.5)
    #expect(json["plain"]?["train_loss"] == [0.5, 0.5])
    #expect(json["plain"]?["train_accuracy"] == [90.0, 90.0])
    #expect(json["plain"]?["test_accuracy"] == [88.0, nil])
    // Seed means 4 and 3: mean 3.5, standard error 0.5, t quantile 12.706 at one degree of freedom.
    let ends = try #require(json["plain"]?["minima_interval"]?.array)
    let interval = ends.compactMap(\.double)
    try #require(interval.count == 2)
    #expect(abs(interval[0] - (3.5 - 12.7062 * 0.5)) < 1e-3)
    #expect(abs(interval[1] - (3.5 + 12.7062 * 0.5)) < 1e-3)
  }

  @Test func thereIsNoIntervalWithoutASecondSeedOrWithoutVariation() {
    #expect(Self.report(plain: [[5]], residual: [[1]]).json["plain"]?["minima_interval"] == .null)
    let equal = Self.report(plain: [[2], [2]], residual: [[1], [1]]).json
    #expect(equal["plain"]?["minima_interval"] == .null)
  }

  @Test func fewSeedsAreCalledFew() {
    #expect(Self.report(plain: [[5]], residual: [[1]]).markdown.contains("One training seed"))
    let three = Self.report(plain: [[5], [4], [6]], residual: [[1], [1], [1]]).markdown
    #expect(!three.contains("One training seed"))
    #expect(three.contains("0.1"))
  }

  @Test func everySurfaceHasARowAndItsMinimaAreListed() {
    let report = Self.report(plain: [[5, 3]], residual: [[1, 1]])
    for path in ["plain/seed-1/contour-1.png", "residual/seed-1/contour-2.png"] {
      #expect(report.markdown.contains("](\(path))"))
    }
    let lines = report.minima.formatted(as: .csv).split(separator: "\r\n")
    #expect(lines.count == 1 + 5 + 3 + 1 + 1)
  }
}
