internal import Evaluators
internal import Failures
internal import Kernels
internal import Landscapes
internal import Numerals
internal import Runs

/// Evaluators at work on one plane, from their start to their end.
final class EvaluatorSession: Sendable {
  /// What evaluates points.
  let executor: EvaluatorExecutor
  // The evaluators read them.
  private let files: EvaluatorFiles

  /// Starts evaluators and waits until one is ready. What they print is shown.
  ///
  /// - Parameters:
  ///   - settings: how they are run.
  ///   - weights: the weights at the centre.
  ///   - path: the file that they were read from.
  ///   - plane: the directions.
  ///   - directions: the file that they were read from; nil for random ones.
  init(
    _ settings: EvaluatorSettings, weights: NamedWeights, at path: String, plane: Plane,
    from directions: String?
  ) throws {
    let files = try EvaluatorFiles(weights: weights, at: path, plane: plane, from: directions)
    self.files = files
    StandardStreams.writeMessage(
      "starting \(counted(settings.count, "evaluator")): \(settings.command)\n")
    executor = try LongJob(task: "starting", onAbandon: files.remove).run(
      workers: Workers(count: 1)
    ) { context in
      try EvaluatorExecutor(settings, setup: files.setup, while: { !context.shouldEnd }) {
        StandardStreams.writeMessage($0 + "\n")
      }
    }
  }

  /// From now on what the evaluators print appears among the messages of a run.
  func tell(_ context: RunContext) {
    executor.tell { context.report(.note(EvaluatorMessage(line: $0))) }
  }

  /// Removes the files that they read, before the process is ended at once.
  func abandon() { files.remove() }

  /// Ends the evaluators.
  func end() { executor.end() }
}

/// A line that an evaluator has printed, or that says what became of it.
private struct EvaluatorMessage: RunNote {
  let line: String
}
