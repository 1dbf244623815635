internal import ArgumentParser
internal import Failures
internal import Training

/// How the weights are updated.
struct OptimizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      sgd, adam or adamw; the last two have betas 0.9 and 0.999 and epsilon 1e-8. (default: sgd; \
      adamw for a gpt)
      """, valueName: "name"))
  var optimizer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Peak learning rate of the schedule. (default: 0.1 for sgd, 0.001 for adam and adamw)",
      valueName: "number"))
  var learningRate: Double?

  @Option(
    help: ArgumentHelp("Momentum of sgd; 0 for none. (default: 0.9)", valueName: "number"))
  var momentum: Double?

  @Flag(
    inversion: .prefixedNo,
    help: "Take the momentum of sgd as Nesterov's. (default: --nesterov)")
  var nesterov: Bool?

  @Option(
    help: ArgumentHelp(
      """
      Withhold this share of each gradient but the first from the momentum of sgd; with \
      --no-nesterov. (default: 0)
      """, valueName: "number"))
  var dampening: Double?

  @OptionGroup var decay: WeightDecayOptions
  @OptionGroup var schedule: ScheduleOptions

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
    if let learningRate { try checkPositive(learningRate, option: "learning rate") }
    try checkMomentum(for: optimizer)
    if let clipGradientNorm {
      try checkPositive(clipGradientNorm, option: "clip gradient norm")
    }
    var settings = TrainingSettings(
      epochs: epochs, batchSize: batchSize, optimizer: optimizer, learningRate: learningRate,
      momentum: momentum ?? 0.9, schedule: try schedule.shape(),
      clipGradientNorm: clipGradientNorm, seed: seed)
    if let nesterov { settings.nesterov = nesterov }
    if let dampening { settings.dampening = dampening }
    try decay.change(&settings)
    try schedule.change(&settings)
    return settings
  }

  private func checkMomentum(for optimizer: Optimizer) throws(Failure) {
    if let momentum { try check(momentum, in: 0...1, option: "momentum") }
    let given: [(Setting, Bool)] = [
      ("momentum", momentum != nil), ("nesterov", nesterov == true),
      ("no nesterov", nesterov == false), ("dampening", dampening != nil),
    ]
    if let (setting, _) = given.first(where: \.1), optimizer != .sgd {
      throw Failure(
        .usage, "goes with --optimizer sgd, not with \(optimizer.rawValue)", at: .setting(setting),
        remedy: "Leave it out.")
    }
    guard nesterov == true, momentum == 0 else { return }
    throw Failure(
      .usage, "needs a momentum, and --momentum is 0", at: .setting("nesterov"),
      remedy: "Leave --nesterov or --momentum out.")
  }
}

/// How the weights decay.
struct WeightDecayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Weight decay. (default: 0.0005 for sgd, 0 for adam, 0.01 for adamw)", valueName: "number"))
  var weightDecay: Double?

  @Flag(
    help: """
      Shrink the weights of sgd apart from the gradient, by the learning rate times the decay \
      (SGDW), as adamw does. Otherwise sgd, as adam does, adds the decay to the gradient.
      """)
  var decoupledDecay = false

  @Option(
    help: ArgumentHelp(
      """
      Parameters that decay: all, or weights (neither biases nor the scales and shifts of \
      normalisations). (default: all)
      """, valueName: "name"))
  var decayParameters: String?

  /// Puts what is chosen into the settings of a run.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func change(_ settings: inout TrainingSettings) throws(Failure) {
    if let weightDecay {
      try check(weightDecay, in: 0...1, option: "weight decay")
      settings.weightDecay = weightDecay
    }
    if decoupledDecay {
      guard settings.optimizer == .sgd else {
        throw Failure(
          .usage, "goes with --optimizer sgd, not with \(settings.optimizer.rawValue)",
          at: .setting("decoupled decay"),
          remedy: settings.optimizer == .adam
            ? "Choose --optimizer adamw, which is adam with decoupled decay."
            : "Leave it out: adamw always decouples its decay.")
      }
      settings.decayForm = .decoupled
    }
    if let decayParameters {
      settings.decayedParameters = try namedChoice(
        decayParameters, of: DecayedParameters.self, option: "decay parameters")
    }
  }
}

/// The course of the learning rate.
struct ScheduleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Schedule of the learning rate: one-cycle (up over 30 % of the steps, then down to almost \
      zero), cosine (down along half a cosine), step (down by a factor after some epochs) or \
      constant. (default: one-cycle for sgd, cosine for adam and adamw)
      """, valueName: "name"))
  var schedule: String?

  @Option(
    help: ArgumentHelp(
      """
      Epochs after which the step schedule lowers the rate, such as 80,120. (default: a half and \
      three quarters of the epochs)
      """, valueName: "epochs"))
  var stepEpochs: String?

  @Option(
    help: ArgumentHelp(
      "What the step schedule multiplies the rate by. (default: 0.1)", valueName: "number"))
  var stepFactor: Double?

  @Option(
    help: ArgumentHelp(
      """
      Steps of linear warm-up, or a share of all steps such as 5%; for cosine, step and constant. \
      (default: 5% for cosine, 0 for step and constant)
      """, valueName: "steps"))
  var warmupSteps: String?

  /// The schedule; nil where none is chosen.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  func shape() throws(Failure) -> LearningRateSchedule.Shape? {
    try schedule.map { text throws(Failure) in
      try namedChoice(text, of: LearningRateSchedule.Shape.self, option: "schedule")
    }
  }

  /// Puts all but the schedule itself into the settings of a run.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func change(_ settings: inout TrainingSettings) throws(Failure) {
    if let warmupSteps {
      settings.warmup = try Warmup(parsing: warmupSteps, option: "warmup steps")
    }
    guard settings.schedule == .step else {
      let given: [(Setting, Bool)] = [
        ("step epochs", stepEpochs != nil), ("step factor", stepFactor != nil),
      ]
      if let (setting, _) = given.first(where: \.1) {
        throw Failure(
          .usage, "goes with --schedule step, not with \(settings.schedule.rawValue)",
          at: .setting(setting), remedy: "Leave it out, or add --schedule step.")
      }
      return
    }
    var drops = RateDrops(usualFor: settings.epochs)
    if let stepFactor {
      try checkPositive(stepFactor, option: "step factor")
      drops.factor = stepFactor
    }
    if let stepEpochs {
      drops = try RateDrops(parsing: stepEpochs, factor: drops.factor, option: "step epochs")
    }
    settings.drops = drops
  }
}
