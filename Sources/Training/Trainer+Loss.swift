internal import Datasets
public import Failures
public import Kernels
public import Networks

extension Trainer {
  /// The training loss of a net, as ``LossTarget`` defines it: the mean over all training examples in
  /// evaluation mode.
  ///
  /// - Parameters:
  ///   - checkpoint: the net.
  ///   - path: its file, for messages.
  ///   - workers: number of threads; the result does not depend on it.
  /// - Throws: `Failure` (data) if the examples are none for that net, or its loss is not finite.
  public func trainingLoss(of checkpoint: Checkpoint, at path: String, workers: Workers)
    throws(Failure) -> Double
  {
    let other = checkpoint.network
    do {
      try other.checkExamples(dataset.inputShape, classes: dataset.classes, of: dataset.name)
      try other.checkTokens(
        dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
      try other.checkTargets(targets, for: settings.loss, of: dataset.name)
    } catch {
      throw Failure(error.code, error.what, at: path, remedy: "Match a net for the same data.")
    }
    let loss = self.loss(of: checkpoint, workers: workers)
    guard loss.isFinite else {
      throw Failure(
        .data, "its loss on \(dataset.name) is not finite", at: path,
        remedy: "Match another net, or give \(setting: "until loss").")
    }
    return loss
  }

  /// The same of a net that fits.
  func loss(of checkpoint: Checkpoint, workers: Workers) -> Double {
    checkpoint.evaluate(
      settings.loss, inputs: dataset.inputs, targets: targets, workers: workers
    ).mean
  }

  /// The targets of all training examples.
  var targets: Targets { Targets(labels: dataset.labels, values: dataset.values) }
}
