internal import Archives
internal import Failures
internal import Networks
internal import Provenance

extension TrainingRun {
  /// What the checkpoints of the whole run are: how many, and the bytes of each; nil where none are kept.
  public var trajectorySize: (count: Int, bytes: Int)? {
    trajectory.map {
      let numbers = trainer.network.parameters.count + trainer.network.buffers.count
      return (
        $0.steps(of: trainer.steps, stepsPerEpoch: trainer.stepsPerEpoch).count,
        numbers * MemoryLayout<Float>.stride
      )
    }
  }

  /// Makes room for the checkpoints of a run that begins, and makes sure that those of a run that is continued
  /// are there.
  ///
  /// - Parameters:
  ///   - step: where the run starts.
  ///   - overwrite: whether checkpoints of another run are removed.
  /// - Throws: `Failure` (output) where checkpoints of another run are in the way or the folder cannot be written
  ///   to, (data) where a continued run has kept no checkpoints.
  public func prepareTrajectory(from step: Int, overwrite: Bool) throws {
    guard let trajectory else { return }
    try OutputPath.prepareFolder(trajectory.folder)
    if step == 0 {
      // A run that is at work keeps what it has written.
      let lock = try FileLock(for: output)
      defer { extendLifetime(lock) }
      let found = (FolderListing.names(in: trajectory.folder) ?? [])
        .filter(TrajectoryRecording.isCheckpoint).sorted()
      // Those of a run with this manifest that was ended before it had kept its state are its own.
      let foreign = overwrite ? nil : found.first { !isOwn("\(trajectory.folder)/\($0)") }
      if let first = foreign {
        throw Failure(
          .output, "holds the checkpoints of another run, such as \(first)", at: trajectory.folder,
          remedy:
            "Choose another name for \(setting: "output"), or replace them with \(setting: "overwrite")."
        )
      }
      for name in found { try AtomicFile.remove("\(trajectory.folder)/\(name)") }
      return
    }
    let missing = trajectory.steps(of: step, stepsPerEpoch: trainer.stepsPerEpoch).lazy
      .map { self.checkpointPath(trajectory, afterStep: $0) }
      .first { !InputFile.exists(at: $0) }
    guard let missing else { return }
    throw Failure(
      .data, "is missing: the run that is continued has kept other checkpoints", at: missing,
      remedy:
        "Repeat its \(setting: "record trajectory"), or start over with \(setting: "overwrite").")
  }

  /// Whether a checkpoint is one of a run with this manifest.
  private func isOwn(_ path: String) -> Bool {
    guard let outline = try? SafetensorsFile.Outline(path: path),
      let text = outline.metadata["basin.manifest"],
      var record = (try? Manifest(parsing: text, from: path))?.weights, record.step != nil
    else { return false }
    record.step = nil
    return Manifest(.weights(record)) == manifest
  }

  /// Keeps a checkpoint, where one is due.
  func keepCheckpoint(_ state: TrainingState) throws {
    guard let trajectory else { return }
    var record = manifest.weights
    record?.step = state.step
    try Checkpoint(
      network: trainer.network, parameters: state.parameters, buffers: state.buffers,
      manifest: record.map { Manifest(.weights($0)) } ?? manifest
    ).write(to: checkpointPath(trajectory, afterStep: state.step))
  }

  /// The steps between two checkpoints; nil where none are kept.
  var checkpointSpacing: Int? { trajectory?.spacing(stepsPerEpoch: trainer.stepsPerEpoch) }

  private func checkpointPath(_ trajectory: TrajectoryRecording, afterStep step: Int) -> String {
    trajectory.path(
      afterStep: step, of: trainer.steps, stepsPerEpoch: trainer.stepsPerEpoch)
  }
}
