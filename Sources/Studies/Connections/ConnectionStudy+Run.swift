internal import Archives
internal import Datasets
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
public import Reports
public import Runs
internal import Synchronization
internal import Training

extension ConnectionStudy {
  /// Evaluates the line, trains the curve, evaluates it, and writes the result and the bends.
  ///
  /// - Parameter context: its workers share the points and the batches; told of the progress and asked
  ///   whether to stop.
  /// - Returns: what is printed of it.
  /// - Throws: `Failure`: (interrupted) when stopped, which keeps all work; (data) where the training
  ///   diverged, or unfinished work is of other settings.
  public func run(in context: RunContext) throws -> ConnectionReport {
    let manifestText = manifest.text
    let ledger = try Ledger<ConnectionWork>(
      path: partial, for: .file(output), .every(.seconds(5)),
      as: LedgerForm(
        amount: { $0.isEmpty ? nil : "the work on the connection" }, isEmpty: { $0.isEmpty },
        write: { try $0.write(to: $1, manifest: manifestText) }),
      earlier: earlierWork)
    let progress = ConnectionProgress(self, ledger.work, context)
    var courses: [Connection.Course] = []
    for path in paths {
      if path == .curve { try trainCurve(ledger, progress, in: context) }
      courses.append(try course(path, ledger, progress, in: context))
    }
    let curve = ledger.work.curve
    let connection = Connection(ts: ts, courses: courses, manifest: manifest)
    try ledger.finish {
      for (bend, file) in zip(bendCheckpoints(curve), bendFiles) { try bend.write(to: file) }
      try connection.write(to: output, bends: curve.bends)
    }
    return report(connection, curve)
  }

  /// Whether unfinished work of these settings is there.
  ///
  /// - Throws: `Failure` (data) where it is of other settings, or damaged.
  public func hasWork() throws -> Bool { try !earlierWork().isEmpty }

  private func earlierWork() throws -> ConnectionWork {
    guard InputFile.exists(at: partial) else {
      return ConnectionWork(curve: trainer.startingState)
    }
    return try ConnectionWork(
      path: partial, manifest: manifest, start: trainer.startingState, steps: trainer.steps,
      points: ts.count)
  }

  // MARK: The curve

  private func trainCurve(
    _ ledger: Ledger<ConnectionWork>, _ progress: ConnectionProgress, in context: RunContext
  ) throws {
    var state = ledger.work.curve
    let part = context.part { event in
      switch event {
      case .progress(let done): progress.note(step: done)
      case .note: context.report(event)
      case .begun, .stage: break
      }
    }
    let outcome = try trainer.run(&state, in: part) { state in
      try ledger.update { $0.curve = state }
      try ledger.keep(ledger.work)
    }
    try ledger.update { $0.curve = state }
    switch outcome {
    case .finished: return
    case .stopped:
      throw try ledger.stopped("stopped after step \(state.step) of \(trainer.steps)")
    case .diverged(let step):
      try ledger.finish()
      throw Failure(
        .data, "the training of the curve diverged: step \(step) gave values that are not finite",
        at: output, remedy: "Lower \(setting: "learning rate").")
    }
  }

  /// The bends as nets, with the running statistics of the straight line.
  private func bendCheckpoints(_ curve: CurveState) -> [Checkpoint] {
    curve.bends.enumerated().map { index, bend in
      Checkpoint(
        network: trainer.network, parameters: bend,
        buffers: ends.buffers(at: Double(index + 1) / Double(curve.bends.count + 1)),
        manifest: manifest)
    }
  }

  // MARK: The losses on a path

  private func course(
    _ path: Connection.Path, _ ledger: Ledger<ConnectionWork>, _ progress: ConnectionProgress,
    in context: RunContext
  ) throws -> Connection.Course {
    let known = ledger.work.values[path] ?? [:]
    let missing = ts.indices.filter { known[$0] == nil }
    let executor = WeightsExecutor(
      trainer.network, dataset: dataset, loss: trainer.settings.loss,
      statistics: statistics(on: path),
      workers: Workers(count: max(1, min(context.workers.count, missing.count))))
    let bends = ledger.work.curve.bends
    let failure = Mutex<(any Error)?>(nil)
    executor.evaluate(
      missing, weights: { weights(path, bends, at: ts[$0]) },
      while: { !context.shouldEnd && failure.withLock { $0 == nil } }
    ) { place, value in
      do {
        try ledger.update { $0.values[path, default: [:]][place] = value }
        progress.notePoint(of: path)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    let values = ledger.work.values[path] ?? [:]
    guard values.count == ts.count else {
      throw try ledger.stopped(
        "stopped after \(values.count) of \(ts.count) points of the \(path == .curve ? "curve" : "line")"
      )
    }
    let ordered = ts.indices.compactMap { values[$0] }
    return Connection.Course(path, values: ordered, at: ts) { t in
      let (parameters, buffers) = weights(path, bends, at: t)
      return executor.exampleLosses(at: parameters, buffers: buffers)
    }
  }

  /// The weights of a place on a path.
  private func weights(_ path: Connection.Path, _ bends: [Parameters<Float>], at t: Double)
    -> (parameters: Parameters<Float>, buffers: Parameters<Float>)
  {
    let parameters =
      path == .curve
      ? WeightCurve.combination(
        trainer.settings.curve.coefficients(at: t), of: [trainer.start] + bends + [trainer.end])
      : WeightCurve.combination(WeightCurve.line(at: t), of: [trainer.start, trainer.end])
    return (parameters, ends.buffers(at: t))
  }

  private func report(_ connection: Connection, _ curve: CurveState) -> ConnectionReport {
    ConnectionReport(
      connection: connection,
      subject: ConnectionReport.Subject(
        start: ends.files.start, end: ends.files.end, loss: trainer.settings.loss.inMean,
        data: dataset.name, samples: dataset.count, trainingSamples: trainer.dataset.count),
      curve: ConnectionReport.Curve(
        shape: trainer.settings.curve.shape.rawValue, bends: trainer.settings.curve.bends,
        training: trainer.settings.summary, epochLosses: curve.epochLosses),
      files: [output] + bendFiles)
  }
}

/// Counts the work of a connection in evaluations of an example, so that points and steps have one measure.
private final class ConnectionProgress: Sendable {
  private let total: Int
  private let stepCost: Int
  private let pointCost: Int
  private let steps: Int
  private let context: RunContext
  private let done: Mutex<(points: [Connection.Path: Int], step: Int)>
  private let count: Int

  init(_ study: ConnectionStudy, _ work: ConnectionWork, _ context: RunContext) {
    // A step goes forward and backward.
    stepCost = 3 * study.trainer.settings.batchSize
    pointCost = study.dataset.count
    steps = study.trainer.steps
    count = study.ts.count
    total = steps * stepCost + study.paths.count * study.ts.count * pointCost
    self.context = context
    done = Mutex((work.values.mapValues(\.count), work.curve.step))
    context.report(.begun(RunProgress(done: amount, of: total)))
  }

  private var amount: Int {
    done.withLock { $0.step * stepCost + $0.points.values.reduce(0, +) * pointCost }
  }

  func note(step: RunProgress) {
    done.withLock { $0.step = step.done }
    context.advance(
      RunProgress(
        done: amount, of: total, stage: "curve",
        facts: [.count(step.done, of: steps, unit: "steps")] + step.facts))
  }

  func notePoint(of path: Connection.Path) {
    let points = done.withLock { done in
      done.points[path, default: 0] += 1
      return done.points[path] ?? 0
    }
    context.advance(
      RunProgress(
        done: amount, of: total,
        stage: path == .curve ? "points of the curve" : "points of the line",
        facts: [.count(points, of: count, unit: "points")]))
  }
}
