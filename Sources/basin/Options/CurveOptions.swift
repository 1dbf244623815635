internal import ArgumentParser
internal import Failures
internal import Networks
internal import Training

/// A curve between two nets, and how it is trained.
struct CurveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Form of the curve: bezier (smooth) or chain (straight segments).", valueName: "name"))
  var curve = WeightCurve.Shape.bezier

  @Option(help: ArgumentHelp("Bends between the two nets, 1 or 2.", valueName: "number"))
  var bends = 1

  @Option(help: ArgumentHelp("Epochs: passes over the examples.", valueName: "number"))
  var epochs = 10

  @Option(
    help: ArgumentHelp(
      "Examples per step. (default: 128, or all where there are fewer)", valueName: "number"))
  var batchSize: Int?

  @Option(help: ArgumentHelp("Peak learning rate of the schedule.", valueName: "number"))
  var learningRate = 0.05

  @Option(help: ArgumentHelp("Nesterov momentum.", valueName: "number"))
  var momentum = 0.9

  @Option(
    help: ArgumentHelp(
      "Weight decay of the weights on the curve.", valueName: "number"))
  var weightDecay = 0.0005

  @Option(
    help: ArgumentHelp(
      "Schedule of the learning rate: one-cycle, cosine or constant.", valueName: "name"))
  var schedule = LearningRateSchedule.Shape.oneCycle

  @Option(
    help: ArgumentHelp(
      "Seed of the places on the curve and of the order of the examples.", valueName: "number"))
  var seed: UInt64 = 1

  /// Refuses what makes no sense before anything is read.
  ///
  /// - Throws: `Failure` (usage) naming the option.
  func checkValues() throws(Failure) {
    try check(bends, in: 1...2, option: "bends")
    try check(epochs, in: 1...100_000, option: "epochs")
    if let batchSize { try check(batchSize, in: 1...1_000_000, option: "batch size") }
    try checkPositive(learningRate, option: "learning rate")
    try check(momentum, in: 0...1, option: "momentum")
    try check(weightDecay, in: 0...1, option: "weight decay")
  }

  /// The settings for a number of examples.
  func settings(examples: Int, loss: Loss) -> CurveSettings {
    CurveSettings(
      curve: WeightCurve(curve, bends: bends), epochs: epochs,
      batchSize: batchSize ?? min(128, examples), loss: loss, learningRate: learningRate,
      momentum: momentum, weightDecay: weightDecay, schedule: schedule, seed: seed)
  }
}
