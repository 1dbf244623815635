import Analysis
import Archives
import Documents
import Kernels
import Reports
import Testing

/// The report of a comparison: it says what came out, whichever way, and holds every number.
struct ComparisonReportTests {
  private func markdown(_ report: ComparisonReport) -> String {
    Report(runs: [.init(name: "run", comparison: report)]).document.markdown
  }

  @Test(
    arguments: [
      (5, 1, "nets without shortcuts have more local minima: 5 without shortcuts, 1 with them."),
      (
        1, 4,
        "nets **with** shortcuts have more local minima, contrary to the usual claim: 1 without"
      ),
      (2, 2, "both kinds have the same number of local minima: 2 without shortcuts, 2 with them."),
    ])
  func itSaysWhatCameOut(plain: Int, residual: Int, sentence: String) {
    #expect(
      markdown(ComparisonExamples.report(plain: [[plain]], residual: [[residual]]))
        .contains(sentence))
  }

  @Test func anUndertrainedNetIsNamedAsAConfounder() {
    let uneven = markdown(
      ComparisonExamples.report(plain: [[3]], residual: [[1]], plainLoss: 0.9, residualLoss: 0.2))
    #expect(uneven.contains("**The plain net is less trained**"))
    #expect(uneven.contains("0.9 against 0.2"))
    let reversed = markdown(
      ComparisonExamples.report(plain: [[3]], residual: [[1]], plainLoss: 0.2, residualLoss: 0.9))
    #expect(reversed.contains("**The residual net is less trained**"))
    let even = markdown(ComparisonExamples.report(plain: [[3]], residual: [[1]]))
    #expect(!even.contains("less trained"))
    #expect(even.contains("does not explain a difference"))
  }

  @Test func theDataHoldWhatTheContractNames() throws {
    let json = ComparisonExamples.report(plain: [[5, 3], [4, 2]], residual: [[1, 1], [1, 2]]).json
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
    let single = ComparisonExamples.report(plain: [[5]], residual: [[1]]).json
    #expect(single["plain"]?["minima_interval"] == .null)
    let equal = ComparisonExamples.report(plain: [[2], [2]], residual: [[1], [1]]).json
    #expect(equal["plain"]?["minima_interval"] == .null)
  }

  @Test func whatTheSeedsAllowIsSaidInWords() {
    #expect(
      markdown(ComparisonExamples.report(plain: [[5]], residual: [[1]]))
        .contains("One training seed"))
    let three = markdown(
      ComparisonExamples.report(plain: [[5], [4], [6]], residual: [[1], [1], [1]]))
    #expect(!three.contains("One training seed"))
    #expect(three.contains("gives p = 0.1 at least: no difference can be significant at 0.05"))
    #expect(
      three.contains(
        "as extreme as these seeds allow, but with so few of them it may still arise by chance"))
    #expect(!three.contains("one in twenty"), "none can lie below 0.05")
    #expect(
      three.contains("Student's intervals assume that the seeds' means are normally distributed"))
    #expect(three.contains("Where all seeds have the same mean, no interval is given"))
    let mixed = markdown(
      ComparisonExamples.report(plain: [[5], [1], [6]], residual: [[1], [4], [1]]))
    #expect(mixed.contains("Chance alone can explain such a split"))
    #expect(three.contains("p = 0.1 (Cliff's δ = 1)"))
    let four = markdown(
      ComparisonExamples.report(
        plain: [[5], [4], [6], [7]], residual: [[1], [1], [1], [2]]))
    #expect(four.contains("A split this extreme would rarely arise by chance"))
    #expect(four.contains("gives p = 0.029"))
    #expect(four.contains("Student's t over seeds"))
    let six = markdown(
      ComparisonExamples.report(
        plain: [[5], [4], [6], [7], [3], [8]], residual: [[1], [1], [1], [2], [1], [1]]))
    #expect(six.contains("hierarchical bootstrap over seeds and planes"))
    #expect(six.contains("in about 91 % of cases"))
    #expect(six.contains("one in twenty is below 0.05 by chance"))
  }

  @Test func whereNoExactTestIsPossibleNoneIsClaimed() {
    let text = markdown(
      ComparisonExamples.report(
        plain: (0..<21).map { [5 + $0] }, residual: (0..<21).map { [1 + $0 % 2] }))
    #expect(text.contains("21 and 21 seeds are too many for an exact permutation test"))
    #expect(text.contains("Cliff's δ = 1"))
    #expect(!text.contains("p = ") && !text.contains("by an exact permutation test"))
  }

  @Test func oneSeedHasNoColumnsOfATestAndNoWordOfThem() {
    let text = markdown(ComparisonExamples.report(plain: [[5, 3]], residual: [[1, 1]]))
    #expect(!text.contains("Cliff's δ") && !text.contains("two measures of how large"))
    #expect(!text.contains("permutation test of the seeds"))
  }

  @Test func unevenTrainingIsNamed() {
    let report = ComparisonExamples.report(
      plain: [[5], [4]], residual: [[1], [1]], plainEpochs: 48, residualEpochs: 4)
    #expect(markdown(report).contains("trained for 48 epochs and the residual ones for 4"))
    #expect(report.json["plain"]?["epochs"] == 48)
    let even = ComparisonExamples.report(
      plain: [[5]], residual: [[1]], plainEpochs: 4, residualEpochs: 4)
    #expect(!markdown(even).contains("epochs"))
  }

  @Test func aNetThatHardlyTrainedIsNamed() {
    var random = RandomStream(seed: 1, purpose: "tests")
    let three = ComparisonExamples.arm([[5], [20], [4]], loss: 0.5, folder: "plain")
    var nets = three.nets
    nets[1].measures[.trainLoss] = 3.35
    let report = ComparisonReport(
      model: "net", data: "pictures", method: [], command: "basin", samples: 1, threshold: 0.01,
      plain: .init(nets: nets),
      residual: ComparisonExamples.arm([[1], [1], [1]], loss: 0.5, folder: "residual"),
      figures: .init(), using: &random)
    #expect(
      markdown(report).contains(
        "plain net of seed 2 is far less trained than the others of its kind (loss 3.35): 20 of their 29 minima"
      ))
    #expect(report.json["poorly_trained"]?[0]?["seed"] == 2)
    #expect(report.json["poorly_trained"]?.array?.count == 1)
  }

  @Test func largeNumbersAreReadableOnes() {
    let text = markdown(
      ComparisonExamples.report(plain: [[1]], residual: [[1]], plainLoss: 12_345, residualLoss: 4e7)
    )
    #expect(text.contains("| 12300 |") && text.contains("| 37000 |") && text.contains("| 4e+07 |"))
  }

  @Test func countsThatDifferLookDifferent() {
    let plain = (0..<25).map { [$0 == 0 ? 2 : 1] }
    let text = markdown(
      ComparisonExamples.report(plain: plain, residual: (0..<25).map { _ in [1] }))
    #expect(text.contains("1.040 without shortcuts, 1 with them"))
  }

  @Test func aMeasureThatIsMissingSomewhereIsNotCompared() {
    let report = ComparisonExamples.report(plain: [[5], [4]], residual: [[1], [1]])
    // The second net has no test accuracy.
    #expect(report.comparisons[.testAccuracy] == nil)
    #expect(report.comparisons[.topEigenvalue] != nil)
    #expect(report.comparisons[.confirmedMinima] == nil)
    #expect(!markdown(report).contains("confirmed"))
  }

  @Test func confirmedMinimaStandBesideTheCounted() {
    let text = markdown(
      ComparisonExamples.report(plain: [[5, 3]], residual: [[1, 2]], confirms: true))
    #expect(
      text.contains(
        "of the minima without shortcuts 6 of 8 were confirmed, 2 are artefacts of the grid; of those with them 1 of 3 was confirmed, 2 are artefacts of the grid."
      ))
    #expect(text.contains("| raw |") && text.contains("| confirmed |"))
  }

  @Test func theSecondLookAccountsForEveryCountedMinimum() throws {
    var report = ComparisonExamples.report(plain: [[7]], residual: [[2]], confirms: true)
    var net = report.plain.nets[0]
    net.surfaces[0].measures[.confirmedMinima] = 1
    net.surfaces[0].measures[.artefactMinima] = 1
    net.surfaces[0].measures[.refinedBelowMinima] = 2
    net.surfaces[0].measures[.undecidedMinima] = 3
    var random = RandomStream(seed: 1, purpose: "tests")
    report = ComparisonReport(
      model: report.model, data: report.data, method: [], command: "", samples: 1, threshold: 0.01,
      plain: .init(nets: [net]), residual: report.residual, figures: .init(), using: &random)
    let text = markdown(report)
    #expect(
      text.contains(
        "1 of 7 was confirmed, 1 is an artefact of the grid, 2 have barriers below the threshold, 3 stayed undecided"
      ))
    #expect(text.contains("3 of the counted minima could not be decided"))
    #expect(
      report.json["second_look"]?["plain"]
        == ["counted": 7, "confirmed": 1, "artefacts": 1, "refined_below": 2, "undecided": 3])
  }

  @Test func minimaThatNobodyLookedAtAgainAreNamedWhereTheGridCanInventThem() {
    let report = ComparisonExamples.report(plain: [[5, 3]], residual: [[1, 1]])
    #expect(markdown(report).contains("4 of the counted minima have barriers no higher than"))
    #expect(report.json["unresolved_count"] == 4)
  }

  @Test func windowsAreComparedOnTheFirstPlane() throws {
    let report = ComparisonExamples.report(
      plain: [[5, 9], [3, 9]], residual: [[1, 9], [2, 9]], windows: [0.5, 2])
    #expect(report.windows.map(\.halfWidth) == [0.5, 1, 2])
    #expect(report.windows.map(\.counts.first.mean) == [6, 4, 12])
    #expect(report.json["windows"]?[0]?["half_width"] == 0.5)
    #expect(markdown(report).contains("### The count on other windows"))
  }

  @Test func everySurfaceIsLinked() {
    let text = markdown(ComparisonExamples.report(plain: [[5, 3]], residual: [[1, 1]]))
    for path in ["plain/seed-1/contour-1.png", "residual/seed-1/contour-2.png"] {
      #expect(text.contains("](\(path))"))
    }
  }

  @Test func theSubsetErrorIsSaidAtTheCentre() {
    let report = ComparisonExamples.report(
      plain: [[3]], residual: [[1]], plainError: 0.006, residualError: 0.02)
    let text = markdown(report)
    #expect(text.contains("over 256 examples"))
    #expect(text.contains(": ± 1.2 to 4 % at the centre (one standard error)."))
    #expect(text.contains("| 0.5 ± 0.006 |") && text.contains("| 0.5 ± 0.02 |"))
    #expect(report.json["plain"]?["surfaces"]?[0]?[0]?["centre_loss_error"] == 0.006)
    let unknown = ComparisonExamples.report(plain: [[3]], residual: [[1]])
    #expect(!markdown(unknown).contains("±"))
    #expect(unknown.json["plain"]?["surfaces"]?[0]?[0]?["centre_loss_error"] == .null)
  }

  @Test func theCountAtAThresholdFollowsTheCurve() {
    let surface = ComparisonExamples.surface(plane: 1, count: 3, loss: 1, folder: "")
    #expect([0, 0.02, 0.03, 0.06, 0.07].map(surface.count) == [3, 3, 2, 1, 0])
  }
}
