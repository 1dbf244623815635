internal import Datasets
internal import Networks
internal import Runs
internal import Training

/// The training of nets.
extension ComparisonStages {
  /// Steps whose gradients are recorded: as many as a figure has columns, so that a long training
  /// does not leave more numbers than anyone looks at.
  private static let mostRecordedSteps = 240

  /// The training of one net.
  func trainingRun(_ arm: ComparisonFiles.Arm, seed: Int) throws -> TrainingRun {
    let network = try settings.model.network(
      inputShape: data.train.inputShape, classes: data.train.classes, plain: arm == .plain)
    var training = settings.training(arm)
    training.seed = UInt64(seed)
    let trainer = try Trainer(network: network, dataset: data.train, settings: training)
    return try TrainingRun(
      trainer, initialization: settings.model.initialization,
      model: (arm == .plain ? "plain " : "") + settings.model.title,
      output: files.path(files.weights(arm, seed: seed)),
      history: files.path(files.history(arm, seed: seed)),
      recording: GradientRecording(
        path: files.path(files.gradients(arm, seed: seed)),
        every: (trainer.steps + Self.mostRecordedSteps - 1)
          / Self.mostRecordedSteps))
  }

  /// Trains a net, or reads it where it is trained already.
  mutating func weights(_ arm: ComparisonFiles.Arm, seed: Int) throws -> Checkpoint {
    let name = "training \(arm.title.lowercased()), seed \(seed)"
    latest = name
    let run = try trainingRun(arm, seed: seed)
    if let finished = try run.finished() {
      // A run that was killed between its last steps has left its state or its lock.
      try run.removePartial()
      done += 1
      context.report(.stage(name, seconds: nil))
      return finished
    }
    let clock = StageClock()
    let before = work.done
    let earlier = try run.stepsDone()
    let total = work.total
    let work = self.work
    defer { self.work.add(work.training(steps: run.trainer.steps - earlier)) }
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
    done += 1
    context.report(.stage(name, seconds: clock.seconds))
    return checkpoint
  }
}
