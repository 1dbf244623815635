import Archives
import Documents
import Kernels
import Reports
import Testing

/// What a report says of the training, at the borders of every sentence: untrained, equal, reversed,
/// one seed, missing.
struct ComparisonReportTrainingTests {
  private func arm(
    _ losses: [Double], accuracy: [Double]? = nil, range: ClosedRange<Double>? = 0.6...0.7
  ) -> ComparisonReport.Arm {
    ComparisonReport.Arm(
      nets: losses.indices.map { index in
        var surface = ComparisonExamples.surface(
          plane: 1, count: index % 2, loss: losses[index], folder: "f")
        surface.lossRange = range
        return ComparisonReport.Net(
          seed: index + 1,
          measures: [.trainLoss: losses[index], .trainAccuracy: accuracy?[index] ?? 90],
          surfaces: [surface])
      })
  }

  private func report(
    _ plain: ComparisonReport.Arm, _ residual: ComparisonReport.Arm, classes: Int? = 2,
    samples: Int = 300, trainingExamples: Int? = 500
  ) -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    return ComparisonReport(
      model: "net", data: "spirals", method: [], command: "basin", samples: samples,
      classes: classes, trainingExamples: trainingExamples, threshold: 0.01, plain: plain,
      residual: residual, figures: .init(), using: &random)
  }

  private func text(_ report: ComparisonReport) -> String {
    Report(runs: [.init(name: "run", comparison: report)]).document.markdown
  }

  // MARK: Guessing

  /// The field case: plain nets at ln 2, residual ones a little below.
  private var fieldCase: ComparisonReport {
    report(
      arm([0.695, 0.693, 0.696, 0.697], accuracy: [50, 47.2, 50, 50]),
      arm([0.676, 0.672, 0.67, 0.67], accuracy: [60, 61, 61.6, 59.8]))
  }

  @Test func netsThatOnlyGuessAreNotExcused() {
    let text = text(fieldCase)
    #expect(
      text.contains("**The plain nets have not learnt**: the training loss is not noticeably"))
    #expect(
      text.contains(
        "(0.693 to 0.697) is not noticeably below that of guessing among 2 classes (0.693), and the accuracy (47.2 to 50.0 %) not noticeably above chance (50 %). Their planes are flat: the loss is 0.6 to 0.7."
      ))
    #expect(!text.contains("does not explain"))
    #expect(text.contains("**The plain nets are less trained**: the training losses are close"))
    #expect(text.contains("p = 0.029"))
    #expect(fieldCase.json["untrained"]?.array?.count == 4)
    #expect(fieldCase.json["untrained"]?[1]?["seed"] == 2)
    #expect(fieldCase.json["classes"] == 2)
  }

  @Test func whichNetsHaveNotLearntIsSaid() {
    let (guessing, trained) = (arm([0.7], accuracy: [50]), arm([0.2]))
    #expect(text(report(guessing, trained)).contains("**The plain net has not learnt**"))
    #expect(text(report(trained, guessing)).contains("**The residual net has not learnt**"))
    #expect(text(report(guessing, guessing)).contains("**None of these nets has learnt**"))
    let some = text(
      report(arm([0.7, 0.2], accuracy: [50, 90]), arm([0.2, 0.7], accuracy: [90, 50])))
    #expect(
      some.contains("**1 of the 2 plain nets and 1 of the 2 residual nets have not learnt**"))
    let one = text(report(arm([0.7, 0.2], accuracy: [50, 90]), arm([0.2, 0.2])))
    #expect(one.contains("**1 of the 2 plain nets has not learnt**"))
    #expect(one.contains("Its minima say nothing"))
  }

  @Test func netsThatHaveLearntAreNotCalledUntrained() {
    // Sure of itself and often wrong, but far more often right than chance.
    #expect(!text(report(arm([0.9], accuracy: [80]), arm([0.2]))).contains("learnt"))
    // Below the loss of guessing.
    #expect(!text(report(arm([0.68], accuracy: [50]), arm([0.2]))).contains("learnt"))
    // Data of unknown classes, as in reports of earlier versions.
    #expect(
      !text(report(arm([0.7], accuracy: [50]), arm([0.2]), classes: nil)).contains("learnt"))
    #expect(report(arm([0.2]), arm([0.2])).json["untrained"] == [])
  }

  @Test func planesAreCalledFlatOnlyWhereTheyAre() {
    let steep = text(report(arm([0.7], accuracy: [50], range: 0.6...90), arm([0.2])))
    #expect(steep.contains("On their planes the loss is 0.6 to 90."))
    let none = text(report(arm([0.7], accuracy: [50], range: nil), arm([0.2], range: nil)))
    #expect(none.contains("No finite loss is recorded for their planes."))
    #expect(!steep.contains("planes are flat") && !none.contains("planes are flat"))
  }

  // MARK: The losses of the two kinds

  @Test func lossesThatAgreeWithinTheScatterExplainNothing() {
    let text = text(report(arm([0.2, 0.25, 0.3, 0.22]), arm([0.21, 0.24, 0.29, 0.24])))
    #expect(
      text.contains("The training losses agree within the scatter of the seeds (0.242 without"))
    #expect(text.contains("so the training loss does not explain a difference."))
  }

  @Test func closeLossesThatTheSeedsTellApartAreNamed() {
    let (high, low) = (arm([0.23, 0.231, 0.232, 0.233]), arm([0.2, 0.201, 0.202, 0.203]))
    let text = text(report(high, low))
    #expect(text.contains("**The plain nets are less trained**: the training losses are close"))
    #expect(!text.contains("does not explain"))
    #expect(self.text(report(low, high)).contains("**The residual nets are less trained**"))
    // Three seeds cannot reach 0.05; that they lie as far apart as they can is no agreement.
    let three = self.text(report(arm([0.23, 0.231, 0.232]), arm([0.2, 0.201, 0.202])))
    #expect(three.contains("differ by more than the seeds scatter (p = 0.1"))
    #expect(!three.contains("does not explain"))
  }

  @Test func oneSeedShowsNoScatter() {
    let close = text(report(arm([0.23]), arm([0.2])))
    #expect(close.contains("one seed of a kind does not show how much they scatter"))
    #expect(!close.contains("does not explain"))
    let equal = text(report(arm([0.2]), arm([0.2])))
    #expect(equal.contains("Both kinds have the same training loss (0.2 without and 0.2 with"))
  }

  @Test func lossesNearZeroAreNotFarApart() {
    let text = text(report(arm([3e-6, 1e-6, 9e-6]), arm([1e-6, 1e-6, 1e-6])))
    #expect(!text.contains("less trained"))
  }

  @Test func aLossThatIsMissingExcusesNothing() {
    let text = text(report(arm([.infinity, 0.2]), arm([0.2, 0.2])))
    #expect(text.contains("cannot be compared: not all of them are finite numbers"))
    #expect(!text.contains("does not explain") && !text.contains("less trained**"))
  }

  @Test func manySeedsHaveNoExactTest() {
    let (high, low) = (
      (0..<21).map { 0.22 + 1e-4 * Double($0) }, (0..<21).map { 0.2 + 1e-4 * Double($0) }
    )
    #expect(text(report(arm(high), arm(low))).contains("too many seeds for an exact test"))
    #expect(
      text(report(arm(low), arm(low.reversed().map { $0 + 1e-6 }))).contains(
        "agree within the scatter of the seeds"))
  }

  // MARK: Other sentences

  @Test func thePartOfTheDataIsSaidAsItIs() {
    let (a, b) = (arm([0.2]), arm([0.2]))
    #expect(text(report(a, b)).contains("over 300 of the 500 training examples"))
    #expect(text(report(a, b, samples: 500)).contains("over all 500 training examples."))
    #expect(
      text(report(a, b, trainingExamples: nil)).contains(
        "over 300 examples, not over the whole training set"))
  }

  @Test func aPoorNetWithoutMinimaHasNoShareOfThem() {
    let losses = [0.2, 0.2, 2.0]
    let text = text(report(arm(losses), arm([0.2, 0.2, 0.2])))
    // Only the second net has a minimum.
    #expect(
      text.contains(
        "is far less trained than the others of its kind (loss 2): 0 of their 1 minima are"))
    let one = self.text(report(arm([0.2, 2.0, 0.2]), arm([0.2, 0.2, 0.2])))
    #expect(one.contains("(loss 2): 1 of their 1 minima is on its planes."))
  }
}
