internal import Analysis
internal import ArgumentParser
internal import Evaluators
internal import Failures
internal import Kernels
internal import Landscapes
internal import Runs
internal import Studies

extension ConfirmationOptions {
  /// Confirms the minima of a surface that was computed by an evaluator.
  func confirming(
    _ surfaces: [(path: String, surface: LossSurface, analysis: MinimaAnalysis)],
    weights path: String, with settings: EvaluatorSettings, engine: Engine,
    _ use: ([MinimaConfirmation?]) throws -> Void
  ) throws {
    guard surfaces.count == 1, let entry = surfaces.first else {
      throw Failure(
        .usage, "works on the plane of one surface; \(surfaces.count) are given",
        at: .setting("evaluator"), remedy: "Confirm them one after another.")
    }
    let origin = try SurfaceOrigin(of: entry.surface, path: entry.path)
    guard origin.evaluator != nil else {
      throw Failure(
        .usage, "was computed by basin, not by an evaluator", at: entry.path,
        remedy: "Give --data, as it was given to basin sample, instead of --evaluator.")
    }
    let weights = try net.namedWeights(weights: path, imageSize: nil)
    try origin.check(weights: try weights.digest())
    let plane =
      try directions.map { try Plane(path: $0, weights: weights) }
      ?? Plane.random(around: weights, origin.randomDirections())
    let session = try EvaluatorSession(
      settings, weights: weights, at: path, plane: plane, from: directions)
    defer { session.end() }
    let look = try SurfaceConfirmation(
      entry.surface, path: entry.path, evaluator: session.executor,
      of: try SurfaceDescription(
        command: settings.command, examples: session.executor.examples, weights: weights,
        plane: plane, grid: entry.surface.grid, split: origin.split), share: engine.share)
    try self.look(
      [look], at: surfaces, workers: Workers(count: settings.count), engine: engine,
      begin: { session.tell($0) }, onAbandon: session.abandon, use)
  }

  /// Refuses what an evaluator has no use for.
  func refuseForEvaluator() throws {
    let holds = "it holds net and data itself"
    try EvaluatorOptions.refuse([
      (data.given.map { flag($0, nil) } ?? "--data", data.given != nil, holds),
      ("--model", (try? net.net.specification()) ?? nil != nil || net.net.plain, holds),
      ("--threads", threads.threads != nil, "use --evaluators for several at once"),
    ])
  }
}
