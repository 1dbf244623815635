public import Networks
internal import Numerals

/// Everything that determines a training run besides the network and the data.
public struct TrainingSettings: Hashable, Sendable {
  /// Passes over the training examples, at least 1.
  public var epochs: Int
  /// Examples per step, at least 1.
  public var batchSize: Int
  /// The loss that is minimised.
  public var loss: Loss
  /// How a gradient becomes a step.
  public var optimizer: Optimizer
  /// The highest learning rate of the schedule.
  public var learningRate: Double
  /// Nesterov momentum; AdamW does not read it.
  public var momentum: Double
  /// The weight decay: of all parameters, as in Li et al. and in PyTorch.
  public var weightDecay: Double
  /// The course of the learning rate.
  public var schedule: LearningRateSchedule.Shape
  /// How the learning rate begins.
  public var warmup: Warmup
  /// The largest 2-norm of the whole gradient; a larger one is scaled down to it. Nil leaves
  /// gradients as they are.
  public var clipGradientNorm: Double?
  /// Determines the initial parameters and the order of the examples.
  public var seed: UInt64

  /// Creates settings; the defaults are those of Li et al.'s reference code where it has them, and
  /// for what is nil those of the optimiser and of the schedule.
  public init(
    epochs: Int = 4, batchSize: Int = 128, loss: Loss = .crossEntropy, optimizer: Optimizer = .sgd,
    learningRate: Double? = nil, momentum: Double = 0.9, weightDecay: Double? = nil,
    schedule: LearningRateSchedule.Shape? = nil, warmup: Warmup? = nil,
    clipGradientNorm: Double? = nil, seed: UInt64 = 1
  ) {
    let schedule = schedule ?? optimizer.defaultSchedule
    self.epochs = epochs
    self.batchSize = batchSize
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate ?? optimizer.defaultLearningRate
    self.momentum = momentum
    self.weightDecay = weightDecay ?? optimizer.defaultWeightDecay
    self.schedule = schedule
    self.warmup = warmup ?? schedule.defaultWarmup
    self.clipGradientNorm = clipGradientNorm
    self.seed = seed
  }
}

extension TrainingSettings {
  /// How a net is trained, for a report: `AdamW, weight decay 0.01, cosine schedule with peak 0.001
  /// after a warm-up of 5%, batches of 16, 4 epochs`.
  public var summary: String {
    let steps =
      switch optimizer {
      case .sgd: "SGD with Nesterov momentum \(momentum)"
      case .adamw: "AdamW"
      }
    var parts = [
      steps, "weight decay \(weightDecay)",
      "\(schedule.rawValue) schedule with peak \(learningRate)",
      "batches of \(batchSize)", counted(epochs, "epoch"),
    ]
    if warmup != .steps(0) { parts[2] += " after a warm-up of \(warmup)" }
    if let clipGradientNorm { parts.insert("gradients clipped to \(clipGradientNorm)", at: 3) }
    if loss != .crossEntropy { parts.insert(loss.title, at: 0) }
    return parts.joined(separator: ", ")
  }
}

extension TrainingSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case epochs, batchSize, loss, optimizer, learningRate, momentum, weightDecay, schedule, warmup
    case clipGradientNorm, seed
  }

  /// Reads settings; what is not there is as it was before there was a choice.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let schedule = try values.decodeIfPresent(LearningRateSchedule.Shape.self, forKey: .schedule)
    self.init(
      epochs: try values.decode(Int.self, forKey: .epochs),
      batchSize: try values.decode(Int.self, forKey: .batchSize),
      loss: try values.decodeIfPresent(String.self, forKey: .loss).map {
        try Loss(recorded: $0, at: "the settings of a training")
      } ?? .crossEntropy,
      optimizer: try values.decodeIfPresent(Optimizer.self, forKey: .optimizer) ?? .sgd,
      learningRate: try values.decode(Double.self, forKey: .learningRate),
      momentum: try values.decodeIfPresent(Double.self, forKey: .momentum) ?? 0.9,
      weightDecay: try values.decode(Double.self, forKey: .weightDecay),
      schedule: schedule ?? .oneCycle,
      warmup: try values.decodeIfPresent(Warmup.self, forKey: .warmup) ?? .steps(0),
      clipGradientNorm: try values.decodeIfPresent(Double.self, forKey: .clipGradientNorm),
      seed: try values.decode(UInt64.self, forKey: .seed))
  }

  /// Writes only what is in use and not as it was before there was a choice, so that settings of
  /// earlier versions have the same form.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(epochs, forKey: .epochs)
    try values.encode(batchSize, forKey: .batchSize)
    try values.encode(learningRate, forKey: .learningRate)
    try values.encode(weightDecay, forKey: .weightDecay)
    try values.encode(seed, forKey: .seed)
    try values.encodeIfPresent(loss.recorded, forKey: .loss)
    if optimizer == .sgd { try values.encode(momentum, forKey: .momentum) }
    if optimizer != .sgd { try values.encode(optimizer, forKey: .optimizer) }
    if schedule != .oneCycle { try values.encode(schedule, forKey: .schedule) }
    if warmup != .steps(0) { try values.encode(warmup, forKey: .warmup) }
    try values.encodeIfPresent(clipGradientNorm, forKey: .clipGradientNorm)
  }
}
