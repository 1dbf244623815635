public import Networks

/// Everything that determines a training run besides the network and the data.
public struct TrainingSettings: Hashable, Sendable {
  /// Passes over the training examples, at least 1.
  public var epochs: Int
  /// Examples per step, at least 1.
  public var batchSize: Int
  /// The loss that is minimised.
  public var loss: Loss
  /// The share of each label, 0 ..< 1, that is spread evenly over all classes while training; only
  /// for the cross-entropy.
  public var labelSmoothing = 0.0
  /// How a gradient becomes a step.
  public var optimizer: Optimizer
  /// The highest learning rate of the schedule.
  public var learningRate: Double
  /// The momentum of SGD, 0 … 1; Adam and AdamW do not read it.
  public var momentum: Double
  /// Whether the momentum is Nesterov's, in PyTorch's form. Without momentum it changes nothing.
  public var nesterov = true
  /// What is withheld of each gradient, 0 ..< 1, before it is added to the momentum, but for the first;
  /// not for Nesterov's.
  public var dampening = 0.0
  /// The weight decay.
  public var weightDecay: Double
  /// How weight decay enters a step; SGD has the choice.
  public var decayForm: WeightDecayForm
  /// Which parameters decay.
  public var decayedParameters = DecayedParameters.all
  /// The course of the learning rate.
  public var schedule: LearningRateSchedule.Shape
  /// Where the rate of the step schedule drops, and by how much; nil for ``RateDrops/init(usualFor:)``.
  /// Other schedules do not read it.
  public var drops: RateDrops?
  /// How the learning rate begins.
  public var warmup: Warmup
  /// The largest 2-norm of the whole gradient; a larger one is scaled down to it. Nil leaves
  /// gradients as they are.
  public var clipGradientNorm: Double?
  /// How images are changed before each step; nothing by default.
  public var augmentation: Augmentation = []
  /// The loss at which training ends before its last epoch; nil for none.
  public var target: LossTarget?
  /// Determines the initial parameters, the order of the examples and all other chance.
  public var seed: UInt64
  /// Another order of the examples from an epoch on; nil for that of ``seed`` to the end.
  public var reordering: Reordering?

  /// Creates settings; the defaults are those of Li et al.'s reference code where it has them, and
  /// for what is nil those of the optimiser and of the schedule. What is not listed begins with
  /// its default.
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
    decayForm = optimizer.defaultDecayForm
    self.schedule = schedule
    self.warmup = warmup ?? schedule.defaultWarmup
    self.clipGradientNorm = clipGradientNorm
    self.seed = seed
  }
}

extension TrainingSettings {
  /// Where the rate of the step schedule drops, and by how much.
  var effectiveDrops: RateDrops { drops ?? RateDrops(usualFor: epochs) }
}
