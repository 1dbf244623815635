internal import ArgumentParser
internal import Failures
internal import Kernels
internal import Networks
internal import Numerals
internal import Training

/// The training loss at which a run ends.
struct StoppingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Stop as soon as the training loss is at most this, at the latest after --epochs. It is the \
      mean loss over all training examples in evaluation mode (running statistics, no dropout, no \
      augmentation, no label smoothing), measured after every epoch and written to the history.
      """, valueName: "loss"))
  var untilLoss: Double?

  @Option(
    help: ArgumentHelp(
      """
      Stop at the training loss of another net: like --until-loss with the loss of these weights \
      on the same training examples, which is measured first.
      """, valueName: "weights.safetensors"))
  var match: String?

  @Option(
    help: ArgumentHelp(
      "Measure the training loss N times per epoch, to stop closer to it. (default: 1)",
      valueName: "number"))
  var checksPerEpoch: Int?

  /// The files that are read.
  var files: [String] { [match].compactMap(\.self) }

  /// Refuses values that make no sense, alone or together.
  ///
  /// - Throws: `Failure` (usage).
  func checkValues() throws(Failure) {
    if let untilLoss {
      guard untilLoss >= 0, untilLoss.isFinite else {
        throw Failure(
          .usage, "\(untilLoss) is not a loss that can be reached", at: .setting("until loss"),
          remedy: "Give a number from 0 up, such as 0.05.")
      }
      guard match == nil else {
        throw Failure(
          .usage, "cannot be combined with --until-loss", at: .setting("match"),
          remedy: "Leave out one of them.")
      }
    }
    guard let checksPerEpoch else { return }
    try check(checksPerEpoch, in: 1...10_000, option: "checks per epoch")
    guard untilLoss != nil || match != nil else {
      throw Failure(
        .usage, "requires --until-loss or --match", at: .setting("checks per epoch"),
        remedy: "Add one of them, or leave it out.")
    }
  }

  /// The loss to stop at; nil where none is asked for.
  ///
  /// - Parameters:
  ///   - trainer: what trains: the data and the loss.
  ///   - workers: threads that measure the other net.
  /// - Throws: `Failure` if the other net cannot be read or is not one for these data.
  func target(for trainer: Trainer, workers: Workers) throws -> LossTarget? {
    let checks = checksPerEpoch ?? 1
    if let untilLoss { return LossTarget(loss: untilLoss, checksPerEpoch: checks) }
    if let match {
      let loss = try trainer.trainingLoss(of: Checkpoint(path: match), at: match, workers: workers)
      StandardStreams.writeMessage(
        "\(match): training loss \(loss.written()), at which this training stops\n")
      return LossTarget(loss: loss, checksPerEpoch: checks)
    }
    return nil
  }
}

/// What keeps a net from learning its examples by heart.
struct RegularizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Spread this share of each label evenly over all classes while training, as PyTorch's \
      label_smoothing does. (default: 0)
      """, valueName: "number"))
  var labelSmoothing: Double?

  @Option(
    help: ArgumentHelp(
      """
      Change images at random before each step: crop (4 pixels of 0 around the image, and a window \
      of its size anywhere in it), flip (left and right exchanged in half of the cases) or \
      crop,flip. Follows from --seed. (default: none)
      """, valueName: "names"))
  var augment: String?

  /// Puts what is chosen into the settings of a run.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func change(_ settings: inout TrainingSettings) throws(Failure) {
    if let labelSmoothing { settings.labelSmoothing = labelSmoothing }
    if let augment { settings.augmentation = try Augmentation(parsing: augment, option: "augment") }
  }
}
