internal import Datasets
internal import Networks
internal import Runs
internal import Training

/// The training of nets.
extension ComparisonStages {
  /// Steps whose gradients are recorded: as many as a figure has columns, so that a long training
  /// does not leave more numbers than anyone looks at.
  private static let mostRecordedSteps = 240

  /// What is added to the seed of a net for the order of the examples of its copies: more than there
  /// are seeds in a comparison.
  private static let otherOrder: UInt64 = 1000

  /// The training of one net, to its end unless it stops at a loss.
  ///
  /// - Parameters:
  ///   - net: which.
  ///   - target: the training loss at which it stops; nil for none.
  ///   - isUnmatched: whether it is a plain net that is trained before the loss is matched.
  func trainingRun(
    _ net: NetName, target: LossTarget? = nil, isUnmatched: Bool = false
  ) throws -> TrainingRun {
    let (arm, seed) = (net.arm, net.seed)
    let network = try settings.model.network(
      inputShape: data.train.inputShape, classes: data.train.classes, plain: arm == .plain)
    var training = settings.training(arm)
    training.seed = UInt64(seed)
    training.target = target
    training.reordering = net.reorderedAfter.map {
      Reordering(afterEpochs: $0, seed: training.seed + Self.otherOrder)
    }
    let trainer = try Trainer(network: network, dataset: data.train, settings: training)
    let paths = isUnmatched ? files.unmatched(seed: seed) : files.training(net)
    return try TrainingRun(
      trainer, initialization: settings.model.initialization,
      model: (arm == .plain ? "plain " : "") + settings.model.title,
      output: files.path(paths.weights), history: files.path(paths.history),
      recording: paths.gradients.map {
        GradientRecording(
          path: files.path($0),
          every: (trainer.steps + Self.mostRecordedSteps - 1) / Self.mostRecordedSteps)
      })
  }

  /// Trains a net, or reads it where it is trained already.
  mutating func weights(_ net: NetName) throws -> Checkpoint {
    let checkpoint =
      try settings.matching == nil
      ? trained(trainingRun(net), as: "training \(net)") : matchedWeights(net.arm, seed: net.seed)
    done += 1
    return checkpoint
  }

  /// Trains a net, or reads it where it is trained already.
  ///
  /// - Parameters:
  ///   - run: its training.
  ///   - name: the name of the stage.
  ///   - isExtra: whether the stage was left out of the planned work.
  mutating func trained(_ run: TrainingRun, as name: String, isExtra: Bool = false) throws
    -> Checkpoint
  {
    latest = name
    if let finished = try run.finished() {
      // A run that was killed between its last steps has left its state or its lock.
      try run.removePartial()
      // What was trained in this session, to match its loss, has been told.
      if trainingLosses[run.output] == nil { context.report(.stage(name, seconds: nil)) }
      return finished
    }
    let clock = StageClock()
    let before = work.done
    let earlier = try run.stepsDone()
    let total = work.total
    let work = self.work
    defer {
      let steps = work.training(steps: run.trainer.steps - earlier)
      self.work.add(steps, insteadOf: isExtra ? 0 : steps)
    }
    let context = self.context
    context.report(.progress(RunProgress(done: before, of: total, stage: name)))
    let epochs = run.trainer.settings.epochs
    let examples = min(settings.training.batchSize, data.train.count)
    let unit = settings.examples
    let (checkpoint, _) = try run.run(
      in: context.part { event in
        guard case .progress(let step) = event else { return }
        let new = step.done - earlier
        context.advance(
          RunProgress(
            done: before + work.training(steps: new), of: total, stage: name,
            facts: [.epoch((step.done - 1) * epochs / step.total + 1, of: epochs)] + step.facts
              + [.speed(Double(new * examples) / clock.seconds, unit: unit)]))
      })
    context.report(.stage(name, seconds: clock.seconds))
    return checkpoint
  }
}
