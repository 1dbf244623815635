internal import Archives
internal import ArgumentParser
internal import Failures
internal import Training

/// Whether and where the gradients of the layers are recorded.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Record the size of each layer's gradient as CSV, one line per step and weight tensor; \
      basin render draws it.
      """, valueName: "file.csv"))
  var recordGradients: String?

  @Option(
    help: ArgumentHelp(
      "Record every Nth step, starting with the first. (default: 1)", valueName: "steps"))
  var recordEvery: Int?

  @Option(
    help: ArgumentHelp(
      """
      Keep a checkpoint every N steps (100) or epochs (1epoch) in the folder NAME.trajectory next to \
      NAME.safetensors, for basin plane --trajectory.
      """, valueName: "interval"))
  var recordTrajectory: String?

  /// Which checkpoints are kept of a run with this output; nil for none.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func trajectory(besides output: String) throws(Failure) -> TrajectoryRecording? {
    guard let recordTrajectory else { return nil }
    let suffix = ".safetensors"
    let name = output.hasSuffix(suffix) ? String(output.dropLast(suffix.count)) : output
    return TrajectoryRecording(
      folder: "\(name).trajectory",
      interval: try .init(parsing: recordTrajectory, option: "record trajectory"))
  }

  /// The recording.
  var files: [OutputFile] {
    recordGradients.map { [OutputFile($0, .table, option: "record gradients")] } ?? []
  }

  /// What is recorded; nil for nothing.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, (output) if the file cannot be
  ///   written.
  func recording(overwrite: Bool) throws -> GradientRecording? {
    guard let recordGradients else {
      guard recordEvery == nil else {
        throw Failure(
          .usage, "requires --record-gradients", at: .setting("record every"),
          remedy: "Add --record-gradients, such as --record-gradients gradient-flow.csv.")
      }
      return nil
    }
    if let recordEvery { try check(recordEvery, in: 1...Int.max, option: "record every") }
    for file in files { try file.prepare(overwrite: overwrite) }
    return GradientRecording(path: recordGradients, every: recordEvery ?? 1)
  }
}
