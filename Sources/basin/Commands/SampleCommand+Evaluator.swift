internal import ArgumentParser
internal import Evaluators
internal import Failures
internal import Grids
internal import Kernels
internal import Landscapes
internal import Reports
internal import Runs

extension SampleCommand {
  /// Samples with evaluators.
  func sample(
    with settings: EvaluatorSettings, grid: Grid, engine: Engine, budget: TimeBudget?,
    since start: ContinuousClock.Instant
  ) throws {
    try refuseForEvaluator()
    let weights = try net.namedWeights(weights: self.weights, imageSize: nil)
    let plane = try self.plane.plane(around: weights)
    if engine.share.isWhole { try output.refuseComplete() }
    let session = try EvaluatorSession(
      settings, weights: weights, at: self.weights, plane: plane, from: self.plane.directions)
    defer { session.end() }
    let examples = session.executor.examples
    let run = SamplingRun(
      try SurfaceDescription(
        command: settings.command, examples: examples, weights: weights, plane: plane, grid: grid,
        split: evaluation.split),
      output: output.output
    ) { _ in session.executor }
    if forecast.dryRun {
      return try tellForecast(
        of: run, workers: Workers(count: settings.count), memory: nil, examples: examples)
    }
    try output.prepare(for: run, engine.share)
    engine.announce()
    let job = LongJob(
      task: "sampling",
      throughput: .init(perPiece: Double(examples), unit: "examples"),
      opening: opening(
        workers: settings.count, engine.share, examples: examples, budget, since: start),
      deadline: budget?.end(from: start), engine: engine, onAbandon: session.abandon)
    let surface = try job.run(workers: Workers(count: settings.count)) { context in
      session.tell(context)
      return try run.run(in: context)
    }
    try report(surface, engine, examples: examples, budget: budget)
    tell(
      SurfaceChecks(of: surface, geometry: PlaneGeometry(of: plane, around: weights.parameters))
        .all,
      of: surface, engine)
  }

  private func refuseForEvaluator() throws {
    let holds = "it holds net and data itself"
    let data = evaluation.data.given
    try EvaluatorOptions.refuse([
      (data.map { flag($0, nil) } ?? "--data", data != nil, holds),
      ("--samples", evaluation.samples != nil, holds),
      ("--model", (try? net.net.specification()) ?? nil != nil || net.net.plain, holds),
      ("--precision", precision != nil, "it computes as it does"),
      ("--batch-norm", batchNorm != nil, "it computes as it does"),
      ("--threads", threads.threads != nil, "use --evaluators for several at once"),
    ])
  }
}
