public import Landscapes
internal import Numerals
public import Reports

/// The answers about a net and its data, from a few numbers of the centre of a plane.
public struct NetChecks: Sendable {
  private let centre: PointValue

  /// Takes the numbers of the centre, as a surface has them.
  public init(centre: PointValue) { self.centre = centre }

  /// Whether the way in which surfaces are computed gives the net's own loss.
  ///
  /// - Parameter exact: the loss operation by operation in double precision.
  func netLoss(exact: Double) -> Check {
    let difference = abs(centre.loss - exact)
    let relative = difference / max(abs(exact), 1e-12)
    let numbers = ["surface_loss": centre.loss, "net_loss": exact, "difference": difference]
    let isSame = relative <= 1e-3 || difference <= 1e-6
    return Check(
      "loss", isSame ? .good : .warning,
      isSame
        ? "The surface has the net's own loss at its centre, \(exact.written()), to "
          + "\(relative.written(.significant(1))) of it."
        : "The surface has a loss of \(centre.loss.written()) at its centre, and the net \(exact.written()) "
          + "in double precision.",
      remedy: isSame ? nil : "Sample in reference precision.", numbers: numbers)
  }

  /// Whether running statistics of batch normalisations fit the data.
  ///
  /// - Parameter recalibrated: the loss with the statistics of these examples.
  func statistics(recalibrated: PointValue) -> Check {
    let numbers = [
      "running_loss": centre.loss, "recalibrated_loss": recalibrated.loss,
      "running_accuracy": centre.accuracy, "recalibrated_accuracy": recalibrated.accuracy,
    ]
    let finding =
      "With the running statistics of its batch normalisations the net has a loss of "
      + "\(centre.loss.written()), with those of these samples \(recalibrated.loss.written())."
    // Losses may differ by the samples that the statistics come from; far more they must not.
    let gap = centre.loss - recalibrated.loss
    let isClose =
      gap <= max(0.5 * abs(recalibrated.loss), 3 * centre.error) && centre.loss.isFinite
    return Check(
      "statistics", isClose ? .good : .warning, finding,
      remedy: isClose
        ? nil
        : "The statistics are of other data: prepare these as in training (mean, std), or recalibrate.",
      numbers: numbers)
  }

  /// Whether the net does better than answers without any net.
  public func accuracy(_ baseline: GuessingBaseline) -> [Check] {
    [guessing(baseline), nearestMean(baseline)].compactMap { $0 }
  }

  private func guessing(_ baseline: GuessingBaseline) -> Check? {
    guard let loss = baseline.loss else { return nil }
    var numbers = ["loss": centre.loss, "guessing_loss": loss]
    numbers["accuracy"] = centre.accuracy.isNaN ? nil : centre.accuracy
    numbers["guessing_accuracy"] = baseline.accuracy
    let learnt = centre.loss < loss - 2 * (centre.error.isNaN ? 0 : centre.error)
    let accuracy =
      centre.accuracy.isNaN ? "" : ", \(centre.accuracy.written(.significant(3))) % right"
    return Check(
      "guessing", learnt ? .good : .warning,
      "The net has a loss of \(centre.loss.written())\(accuracy); the best answer that is the same for "
        + "all samples has \(loss.written()).",
      remedy: learnt
        ? nil
        : "The net guesses: check that weights, data, their preparation and the order of classes belong "
          + "together.", numbers: numbers)
  }

  private func nearestMean(_ baseline: GuessingBaseline) -> Check? {
    guard let simple = baseline.nearestMeanAccuracy, !centre.accuracy.isNaN else { return nil }
    // Twice the standard error of a share.
    let share = simple / 100
    let slack =
      200 * (share * (1 - share) / Double(max(1, baseline.nearestMeanExamples))).squareRoot()
    let isBetter = centre.accuracy >= simple - slack
    return Check(
      "accuracy", isBetter ? .good : .warning,
      "\(centre.accuracy.written(.significant(3))) % of the samples are classified right; naming the class "
        + "whose mean is nearest reaches \(simple.written(.significant(3))) %.",
      remedy: isBetter
        ? nil
        : "These data allow far more: train longer, or check their preparation, their layout and the order of "
          + "classes.",
      numbers: [
        "accuracy": centre.accuracy, "nearest_mean_accuracy": simple,
        "nearest_mean_samples": Double(baseline.nearestMeanExamples),
      ])
  }
}
