internal import Archives
internal import Datasets
internal import Failures
internal import Kernels
public import Networks
internal import Numerals
public import Provenance
public import Runs

/// A training run that ends in a weights file, and that can be interrupted and continued.
///
/// Beside the weights `NAME.safetensors` stands `NAME.safetensors.partial` while the run is not
/// finished: after every epoch and when it is stopped. A later run with the same manifest goes on
/// from there and ends in the same bits.
public struct TrainingRun: Sendable {
  /// What is trained.
  public let trainer: Trainer
  /// How the parameters are drawn.
  public let initialization: Initialization
  /// Where the weights go.
  public let output: String
  /// Where the history goes.
  public let history: String
  /// What is recorded of the gradients; nil where nothing is. The weights do not depend on it.
  public let recording: GradientRecording?
  /// Which checkpoints are kept; nil for none. The weights do not depend on it.
  public let trajectory: TrajectoryRecording?
  /// Everything that determines the weights.
  public let manifest: Manifest
  private let model: String

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - trainer: the network, the data and how it is trained.
  ///   - initialization: how the parameters are drawn.
  ///   - model: how people call the network, such as `plain ResNet-56, width 8`.
  ///   - output: the weights file, `.safetensors`.
  ///   - history: the CSV file for the history of the epochs.
  ///   - recording: what is recorded of the gradients.
  ///   - trajectory: which checkpoints are kept; see `prepareTrajectory(from:overwrite:)`.
  public init(
    _ trainer: Trainer, initialization: Initialization, model: String, output: String,
    history: String, recording: GradientRecording? = nil,
    trajectory: TrajectoryRecording? = nil
  ) throws {
    self.trainer = trainer
    self.initialization = initialization
    self.output = output
    self.history = history
    self.recording = recording
    self.trajectory = trajectory
    self.model = model
    let strengths = trainer.network.shortcutStrengths
    manifest = Manifest(
      .weights(
        WeightsRecord(
          model: model, shortcuts: trainer.network.shortcutCount,
          initialization: initialization.rawValue,
          data: DataRecord(
            name: trainer.dataset.name, samples: trainer.dataset.count,
            digest: trainer.dataset.digest, preparation: trainer.dataset.preparation),
          training: try JSONValue(encoding: trainer.settings),
          shortcutStrengths: strengths.contains { $0 != 1 } ? strengths : nil)))
  }

  /// Where the state of an unfinished run is kept.
  public var partial: String { TrainingRun.partial(of: output) }

  /// Where the state of an unfinished run is kept whose weights go to `output`.
  public static func partial(of output: String) -> String { "\(output).partial" }

  /// The weights, if an earlier run with this manifest has finished; nil if there is no file yet.
  ///
  /// - Throws: `Failure` if the file was made with other settings.
  public func finished() throws -> Checkpoint? {
    guard InputFile.exists(at: output) else { return nil }
    let checkpoint = try Checkpoint(path: output, network: trainer.network)
    let differences = differences(from: checkpoint.manifest ?? Manifest(json: .null))
    if !differences.isEmpty {
      throw Failure(
        .data, "was trained with other settings: \(TrainingRun.text(differences))", at: output,
        remedy: "Repeat those settings, or start over with \(setting: "overwrite").")
    }
    return checkpoint
  }

  /// Removes the state of an unfinished run, and the lock of one that was killed; a run that is at work
  /// keeps both.
  ///
  /// - Throws: `Failure` (output) where another run is at work, or it cannot be removed.
  public func removePartial() throws {
    guard InputFile.exists(at: partial) else { return FileLock.removeAbandoned(for: output) }
    let lock = try FileLock(for: output)
    try AtomicFile.remove(partial)
    extendLifetime(lock)
  }

  /// The step that `run` would go on from; 0 for a run that has not begun.
  public func stepsDone() throws -> Int { try startingState().step }

  /// Trains to the end, writes weights and history, and returns them.
  ///
  /// - Throws: `Failure`: `.interrupted` when stopped (the state is kept), `.data` when training
  ///   diverged (the last good weights are kept) or an unfinished run had other settings.
  public func run(in context: RunContext) throws -> (
    checkpoint: Checkpoint, history: TrainingHistory
  ) {
    let ledger = try ledger()
    var state = ledger.work
    context.report(.begun(RunProgress(done: state.step, of: trainer.steps, .init("steps"))))
    let outcome = try trainer.run(
      &state, in: context, checkpointEvery: checkpointSpacing, onCheckpoint: keepCheckpoint,
      betweenEpochs: ledger.keep)
    let checkpoint = Checkpoint(
      network: trainer.network, parameters: state.parameters, buffers: state.buffers,
      manifest: manifest)
    switch outcome {
    case .finished:
      try ledger.finish {
        try AtomicFile.write(state.history.csv, to: history)
        try writeRecording(state)
        try checkpoint.write(to: output)
      }
    case .stopped:
      throw try ledger.stopped(
        "stopped after step \(state.step) of \(trainer.steps)", keeping: state)
    case .diverged(let step):
      let rescued = "\(output).last-good"
      try checkpoint.write(to: rescued)
      // It may show why.
      try writeRecording(state)
      // Going on would come to the same end, and it would stand in the way of other settings.
      try ledger.finish()
      throw Failure(
        .data, "training diverged: step \(step) gave values that are not finite", at: output,
        remedy: "Lower \(setting: "learning rate"). The last good weights are in \(rescued).")
    }
    return (checkpoint, state.history)
  }

  /// The state on its way to the disk.
  private func ledger() throws -> Ledger<TrainingState> {
    let optimizer = trainer.settings.optimizer
    let manifest = manifest.text
    return try Ledger(
      path: partial, for: .file(output), .whenAsked,
      as: LedgerForm(
        amount: { $0.step == 0 ? nil : counted($0.step, "step") },
        write: { try $0.write(to: $1, optimizer: optimizer, manifest: manifest) }),
      earlier: startingState)
  }

  private func writeRecording(_ state: TrainingState) throws {
    guard let recording, let recorder = state.recorder else { return }
    try AtomicFile.write(recorder.flow.csv, to: recording.path)
  }

  private func startingState() throws -> TrainingState {
    guard InputFile.exists(at: partial) else {
      return TrainingState(
        network: trainer.network, initialization: initialization, seed: trainer.settings.seed,
        optimizer: trainer.settings.optimizer,
        recorder: recording.map {
          GradientRecorder(network: trainer.network, every: $0.every, model: model)
        })
    }
    let file = try SafetensorsFile(path: partial)
    func refuse(_ difference: String, _ first: JSONDifference? = nil) -> Failure {
      let remedy: Phrase =
        "Repeat those settings to resume it, or start over with \(setting: "overwrite")."
      return Failure(
        .data, "belongs to a run with other settings: \(difference)", at: partial,
        remedy: first?.remedy(or: remedy) ?? remedy)
    }
    let differences = differences(from: try TrainingState.manifest(of: file, at: partial))
    if let first = differences.first { throw refuse(TrainingRun.text(differences), first) }
    let state = try TrainingState(
      file, at: partial, network: trainer.network, optimizer: trainer.settings.optimizer,
      model: model)
    if let difference = GradientRecording.difference(
      of: recording?.every, from: state.recorder?.every)
    {
      throw refuse(difference)
    }
    guard (0...trainer.steps).contains(state.step) else {
      throw Failure(
        .data, "records step \(state.step) of a run of \(trainer.steps) steps", at: partial,
        remedy: "Remove it to start over.")
    }
    return state
  }

  /// What another manifest says differently, as far as it is worth telling; empty if it says the
  /// same. The choice of loss, optimiser and schedule comes before all others, which may follow from it.
  private func differences(from other: Manifest) -> [JSONDifference] {
    let all = manifest.filling(TrainingRun.firstChoices).differences(
      from: other.filling(TrainingRun.firstChoices))
    let choices = ["training.loss", "training.optimizer", "training.schedule"].flatMap { name in
      all.filter { $0.path == name }
    }
    return choices.isEmpty ? Array(all.prefix(1)) : choices
  }

  private static func text(_ differences: [JSONDifference]) -> String {
    differences.map(\.description).joined(separator: "; ")
  }

  /// Loss, optimiser and schedule of before there was a choice.
  private static let firstChoices: [String: JSONValue] = [
    "training.loss": .string(Loss.crossEntropy.name),
    "training.optimizer": .string(Optimizer.sgd.rawValue),
    "training.schedule": .string(LearningRateSchedule.Shape.oneCycle.rawValue),
  ]
}
