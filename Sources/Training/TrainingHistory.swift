/// What one epoch came to, measured on the batches as they were trained on.
public struct EpochRecord: Hashable, Codable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The steps done at its end.
  public let steps: Int
  /// The learning rate of its last step.
  public let learningRate: Double
  /// The mean loss over its batches, in training mode, before each step.
  public let loss: Double
  /// The share of hits over its batches, in per cent, in training mode.
  public let accuracy: Double
}

/// The epochs of a run, in order.
public struct TrainingHistory: Hashable, Codable, Sendable {
  /// The epochs.
  public internal(set) var epochs: [EpochRecord] = []

  /// The history as CSV (RFC 4180), one line per epoch, with a header.
  public var csv: String {
    let rows = epochs.map {
      "\($0.epoch),\($0.steps),\($0.learningRate),\($0.loss),\($0.accuracy)\r\n"
    }
    return "epoch,steps,learning_rate,train_loss,train_accuracy_percent\r\n" + rows.joined()
  }
}
