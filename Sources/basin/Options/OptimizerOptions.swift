internal import ArgumentParser
internal import Failures
internal import Training

/// How the weights are updated.
struct OptimizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      sgd (Nesterov momentum; weight decay added to the gradient) or adamw (betas 0.9 and 0.999, \
      epsilon 1e-8; decoupled weight decay). (default: sgd; adamw for a gpt)
      """, valueName: "name"))
  var optimizer: String?

  @Option(
    help: ArgumentHelp(
      "Peak learning rate of the schedule. (default: 0.1 for sgd, 0.001 for adamw)",
      valueName: "number"))
  var learningRate: Double?

  @Option(help: ArgumentHelp("Nesterov momentum, for sgd. (default: 0.9)", valueName: "number"))
  var momentum: Double?

  @Option(
    help: ArgumentHelp(
      "Weight decay on all parameters. (default: 0.0005 for sgd, 0.01 for adamw)",
      valueName: "number"))
  var weightDecay: Double?

  @Option(
    help: ArgumentHelp(
      """
      Schedule of the learning rate: one-cycle (up over 30 % of the steps, then down to almost \
      zero), cosine (down along half a cosine) or constant. (default: one-cycle for sgd, cosine \
      for adamw)
      """, valueName: "name"))
  var schedule: String?

  @Option(
    help: ArgumentHelp(
      """
      Steps of linear warm-up, or a share of all steps such as 5%; for cosine and constant. \
      (default: 5% for cosine, 0 for constant)
      """, valueName: "steps"))
  var warmupSteps: String?

  @Option(
    help: ArgumentHelp(
      """
      Scale the gradient of a step down to this 2-norm, over all parameters, if it is larger. \
      (default: no clipping)
      """, valueName: "norm"))
  var clipGradientNorm: Double?

  /// The settings of a run, with an optimiser that is usual for the net where none is chosen.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func settings(epochs: Int, batchSize: Int, seed: UInt64, usual: Optimizer) throws(Failure)
    -> TrainingSettings
  {
    let optimizer =
      try optimizer.map { text throws(Failure) in
        try namedChoice(text, of: Optimizer.self, option: "optimizer")
      } ?? usual
    let schedule = try schedule.map { text throws(Failure) in
      try namedChoice(text, of: LearningRateSchedule.Shape.self, option: "schedule")
    }
    if let learningRate { try checkPositive(learningRate, option: "learning rate") }
    if let momentum {
      try check(momentum, in: 0...1, option: "momentum")
      guard optimizer == .sgd else {
        throw Failure(
          .usage, "goes with --optimizer sgd, not with \(optimizer.rawValue)",
          at: .setting("momentum"),
          remedy: "Leave it out.")
      }
    }
    if let weightDecay { try check(weightDecay, in: 0...1, option: "weight decay") }
    if let clipGradientNorm {
      try checkPositive(clipGradientNorm, option: "clip gradient norm")
    }
    let warmup = try warmupSteps.map { text throws(Failure) in
      try Warmup(parsing: text, option: "warmup steps")
    }
    return TrainingSettings(
      epochs: epochs, batchSize: batchSize, optimizer: optimizer, learningRate: learningRate,
      momentum: momentum ?? 0.9, weightDecay: weightDecay, schedule: schedule, warmup: warmup,
      clipGradientNorm: clipGradientNorm, seed: seed)
  }
}
