/// Everything that determines a training run besides the network and the data.
public struct TrainingSettings: Hashable, Codable, Sendable {
  /// Passes over the training examples, at least 1.
  public var epochs: Int
  /// Examples per step, at least 1.
  public var batchSize: Int
  /// The highest learning rate of the one-cycle schedule.
  public var learningRate: Double
  /// Nesterov momentum.
  public var momentum: Double
  /// The factor of the parameters that is added to their gradient (all parameters, as in Li et al.).
  public var weightDecay: Double
  /// Determines the initial parameters and the order of the examples.
  public var seed: UInt64

  /// Creates settings; the defaults are those of Li et al.'s reference code where it has them.
  public init(
    epochs: Int = 4, batchSize: Int = 128, learningRate: Double = 0.1, momentum: Double = 0.9,
    weightDecay: Double = 5e-4, seed: UInt64 = 1
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.seed = seed
  }
}
