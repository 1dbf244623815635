internal import Archives
internal import Numerals
public import Runs

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
  /// The share of hits over its batches, in per cent, in training mode; nil for a loss that has none.
  public let accuracy: Double?
  /// The mean over its steps of the 2-norm of the whole gradient, before clipping; nil where it was
  /// not measured (by earlier versions).
  public let gradientNorm: Double?
  /// The steps whose gradient was clipped; nil where that was not counted.
  public let clippedSteps: Int?
  /// The mean loss over all training examples in evaluation mode, after its last step; nil where it
  /// was not measured.
  public let evaluationLoss: Double?
}

extension EpochRecord: RunNote {
  /// The epoch, its loss and its accuracy.
  public var line: String { "epoch \(epoch): \(measured)" }

  /// Loss and accuracy: `loss 0.21, accuracy 92.4 %`.
  public var measured: String {
    "loss \(loss.written())" + (accuracy.map { ", accuracy \($0.written()) %" } ?? "")
      + (evaluationLoss.map { ", loss over all examples \($0.written())" } ?? "")
  }
}

/// The gradients of the steps of an epoch, summed up.
public struct GradientTotal: Hashable, Codable, Sendable {
  /// The sum of the 2-norms before clipping.
  public internal(set) var normSum = 0.0
  /// The steps.
  public internal(set) var steps = 0
  /// The steps whose gradient was clipped.
  public internal(set) var clipped = 0

  /// Adds a step.
  mutating func add(norm: Double, isClipped: Bool) {
    normSum += norm
    steps += 1
    if isClipped { clipped += 1 }
  }

  /// The mean norm; nil of no steps.
  public var meanNorm: Double? { steps == 0 ? nil : normSum / Double(steps) }
}

/// The epochs of a run, in order.
public struct TrainingHistory: Hashable, Codable, Sendable {
  /// The epochs.
  public internal(set) var epochs: [EpochRecord] = []

  /// The history as CSV (RFC 4180), one line per epoch, with a header. New columns come last; that
  /// of the loss over all examples is there where it was measured.
  public var csv: String {
    let isEvaluated = epochs.contains { $0.evaluationLoss != nil }
    let header =
      [
        "epoch", "steps", "learning_rate", "train_loss", "train_accuracy_percent", "gradient_norm",
        "clipped_steps",
      ] + (isEvaluated ? ["evaluation_loss"] : [])
    return CSVText.lines(
      [header]
        + epochs.map { record in
          [
            "\(record.epoch)", "\(record.steps)", "\(record.learningRate)", "\(record.loss)",
            record.accuracy.map { "\($0)" } ?? "", record.gradientNorm.map { "\($0)" } ?? "",
            record.clippedSteps.map { "\($0)" } ?? "",
          ] + (isEvaluated ? [record.evaluationLoss.map { "\($0)" } ?? ""] : [])
        })
  }
}
