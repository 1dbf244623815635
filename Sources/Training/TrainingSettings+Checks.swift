internal import Failures
internal import Networks
internal import Numerals
internal import Tensors

extension TrainingSettings {
  /// Whether a measured loss ends the training.
  func isReached(by loss: Double?) -> Bool {
    guard let loss, let target else { return false }
    return loss <= target.loss
  }

  /// Refuses settings that make no sense, alone or together.
  func check() throws(Failure) {
    let counts: [(Int, Setting)] = [(epochs, "epochs"), (batchSize, "batch size")]
    for (value, setting) in counts where value < 1 {
      throw Failure(.usage, "must be at least 1, got \(value)", at: .setting(setting))
    }
    try Self.checkPositive(learningRate, "learning rate")
    if let clipGradientNorm { try Self.checkPositive(clipGradientNorm, "clip gradient norm") }
    guard weightDecay >= 0, weightDecay.isFinite else {
      throw Failure(
        .usage, "must be a number from 0 up, got \(weightDecay)", at: .setting("weight decay"))
    }
    try checkMomentum()
    try checkDecayForm()
    try checkLoss()
    try checkReordering()
  }

  private static func checkPositive(_ number: Double, _ setting: Setting) throws(Failure) {
    guard number > 0, number.isFinite else {
      throw Failure(.usage, "must be a positive number, got \(number)", at: .setting(setting))
    }
  }

  /// PyTorch's rule: Nesterov momentum knows no dampening. Without momentum there is nothing to dampen.
  private func checkMomentum() throws(Failure) {
    guard optimizer == .sgd else { return }
    guard (0...1).contains(momentum) else {
      throw Failure(.usage, "must be from 0 to 1, got \(momentum)", at: .setting("momentum"))
    }
    guard dampening != 0 else { return }
    guard dampening > 0, dampening < 1 else {
      throw Failure(
        .usage, "must be at least 0 and below 1, got \(dampening)", at: .setting("dampening"))
    }
    guard !nesterov else {
      throw Failure(
        .usage, "does not go with Nesterov momentum", at: .setting("dampening"),
        remedy: "Add \(setting: "no nesterov"), or leave \(setting: "dampening") out.")
    }
    guard momentum > 0 else {
      throw Failure(
        .usage, "needs momentum, which is 0", at: .setting("dampening"),
        remedy: "Leave \(setting: "dampening") out, or give \(setting: "momentum", "0.9").")
    }
  }

  private func checkReordering() throws(Failure) {
    guard let reordering else { return }
    guard (0..<epochs).contains(reordering.afterEpochs) else {
      throw Failure(
        .usage,
        "must be from 0 to \(epochs - 1), got \(reordering.afterEpochs): "
          + "the training has \(counted(epochs, "epoch"))",
        at: .setting("reorder after"))
    }
    guard reordering.seed != seed else {
      throw Failure(
        .usage, "is the seed of the training itself, whose order it would keep",
        at: .setting("reorder seed", value: "\(seed)"), remedy: "Give another number.")
    }
  }

  private func checkDecayForm() throws(Failure) {
    guard optimizer != .sgd, decayForm != optimizer.defaultDecayForm else { return }
    let other: Optimizer = optimizer == .adam ? .adamw : .adam
    throw Failure(
      .usage,
      "\(optimizer.rawValue) has \(optimizer.defaultDecayForm.rawValue) weight decay",
      at: .setting("weight decay"),
      remedy: "For \(decayForm.rawValue) weight decay choose "
        + "\(setting: "optimizer", "\(other.rawValue)").")
  }

  private func checkLoss() throws(Failure) {
    if labelSmoothing != 0 {
      guard labelSmoothing > 0, labelSmoothing < 1 else {
        throw Failure(
          .usage, "must be at least 0 and below 1, got \(labelSmoothing)",
          at: .setting("label smoothing"))
      }
      guard loss == .crossEntropy else {
        throw Failure(
          .usage, "is for the cross-entropy, whose targets are labels, not for \(loss.title)",
          at: .setting("label smoothing"), remedy: "Leave it out.")
      }
    }
    guard let target else { return }
    guard target.loss.isFinite else {
      throw Failure(
        .usage, "must be a finite number, got \(target.loss)", at: .setting("until loss"))
    }
    guard (1...10_000).contains(target.checksPerEpoch) else {
      throw Failure(
        .usage, "must be from 1 to 10000, got \(target.checksPerEpoch)",
        at: .setting("checks per epoch"))
    }
  }

  /// Refuses to change what are no images.
  ///
  /// - Parameters:
  ///   - shape: of one example.
  ///   - name: what the data are called.
  func check(shape: Shape, of name: String) throws(Failure) {
    guard augmentation.isEmpty || shape.rank == 3 else {
      throw Failure(
        .usage, "is for images; an example of \(name) has shape \(shape)", at: .setting("augment"),
        remedy: "Leave it out.")
    }
  }

  /// Refuses a warm-up or drops that do not fit a run of so many steps.
  func checkSchedule(steps: Int) throws(Failure) {
    let warmup = self.warmup.steps(of: steps)
    guard schedule != .oneCycle || self.warmup == .steps(0) else {
      throw Failure(
        .usage, "the one-cycle schedule has its own warm-up", at: .setting("warmup steps"),
        remedy: "Leave it out, or choose \(setting: "schedule", "cosine") or constant.")
    }
    guard (0..<steps).contains(warmup) else {
      throw Failure(
        .usage, "a warm-up of \(warmup) steps is longer than the training of \(steps)",
        at: .setting("warmup steps"), remedy: "Give fewer than \(steps), or a share such as 5%.")
    }
    guard schedule == .step else { return }
    let drops = effectiveDrops
    guard !drops.epochs.isEmpty, RateDrops.areRising(drops.epochs),
      drops.epochs.allSatisfy({ $0 < epochs })
    else {
      let listed = drops.epochs.map(String.init).joined(separator: ",")
      throw Failure(
        .usage,
        drops.epochs.isEmpty
          ? "a training of 1 epoch has no epoch after which the rate could drop"
          : "\"\(listed)\" does not rise from 1 to below the \(epochs) epochs of the training",
        at: .setting("step epochs"),
        remedy: "Give the epochs after which the rate drops, or another \(setting: "schedule").")
    }
    guard drops.factor > 0, drops.factor <= 1 else {
      throw Failure(
        .usage, "must be above 0 and at most 1, got \(drops.factor)", at: .setting("step factor"))
    }
    let first = (drops.epochs.first ?? 0) * (steps / epochs)
    guard warmup <= first else {
      throw Failure(
        .usage, "a warm-up of \(warmup) steps reaches beyond the first drop, after \(first) steps",
        at: .setting("warmup steps"), remedy: "Give at most \(first), or let the rate drop later.")
    }
  }
}
