public import Kernels
public import Networks

/// A training run between two steps: all that is needed to go on as if nothing had happened.
public struct TrainingState: Hashable, Sendable {
  /// The steps done.
  public internal(set) var step = 0
  /// The trainable parameters.
  public internal(set) var parameters: Parameters<Float>
  /// The running statistics.
  public internal(set) var buffers: Parameters<Float>
  /// What the optimiser keeps of the past: the velocity of SGD, the two moments of AdamW.
  public internal(set) var moments: [Parameters<Float>]
  /// The epochs that are complete.
  public internal(set) var history = TrainingHistory()
  /// Loss and hits over the current epoch's steps so far.
  public internal(set) var epochTotal = LossTotal()
  /// The gradients of the current epoch's steps so far.
  public internal(set) var epochGradients = GradientTotal()
  /// What is recorded of the gradients of single steps; nil where nothing is.
  public internal(set) var recorder: GradientRecorder?

  /// The state of a run that begins.
  ///
  /// - Parameters:
  ///   - network: the network that is trained.
  ///   - initialization: how its parameters are drawn.
  ///   - seed: determines the parameters.
  ///   - optimizer: what takes the steps, for the moments it keeps.
  ///   - recorder: one that has not recorded anything, where gradients are recorded.
  public init(
    network: Network, initialization: Initialization, seed: UInt64, optimizer: Optimizer = .sgd,
    recorder: GradientRecorder? = nil
  ) {
    parameters = network.initialParameters(initialization, seed: seed)
    buffers = network.initialBuffers()
    moments = optimizer.momentNames.map { _ in
      Parameters(layout: network.parameters, repeating: 0)
    }
    self.recorder = recorder
  }
}

extension TrainingState {
  /// Puts an epoch into the history, whole or as far as it came, and returns its record.
  ///
  /// - Parameters:
  ///   - epoch: its number, from 1.
  ///   - rate: the learning rate of its last step.
  ///   - evaluationLoss: the loss over all training examples at its end; nil where that was not
  ///     measured.
  mutating func endEpoch(_ epoch: Int, rate: Double, evaluationLoss: Double?) -> EpochRecord {
    let record = EpochRecord(
      epoch: epoch, steps: step, learningRate: rate, loss: epochTotal.mean,
      accuracy: epochTotal.accuracy.isNaN ? nil : epochTotal.accuracy,
      gradientNorm: epochGradients.meanNorm, clippedSteps: epochGradients.clipped,
      evaluationLoss: evaluationLoss)
    history.epochs.append(record)
    epochTotal = LossTotal()
    epochGradients = GradientTotal()
    return record
  }
}
