internal import Analysis
internal import Kernels
internal import Landscapes
internal import Runs
internal import Studies
internal import Synchronization

extension ConfirmationOptions {
  /// A surface, its file and its minima.
  typealias Entry = (path: String, surface: LossSurface, analysis: MinimaAnalysis)

  /// Looks at surfaces, and removes what is kept of the looks once the results have been used. Of several
  /// processes each does its share, and the one that finds all shares done the rest.
  ///
  /// - Parameters:
  ///   - begin: called with the context of the work before it begins.
  ///   - onAbandon: called before the process is ended at once.
  ///   - use: does what is done with the results.
  func look(
    _ looks: [SurfaceConfirmation], at surfaces: [Entry], workers: Workers, engine: Engine,
    begin: (RunContext) -> Void = { _ in }, onAbandon: @escaping @Sendable () -> Void = {},
    _ use: ([MinimaConfirmation?]) throws -> Void
  ) throws {
    let pairs = Array(zip(looks, surfaces))
    let job = LongJob(task: "confirming", engine: engine, onAbandon: onAbandon)
    let confirmations = try job.run(workers: workers) { context -> [MinimaConfirmation]? in
      begin(context)
      try each(of: pairs, in: context) { try $0.ask($1.analysis, in: $2) }
      guard try SurfaceConfirmation.claimAnswer(pairs.map { ($0, $1.analysis) }) else {
        return nil
      }
      return try each(of: pairs, in: context) { try $0.run($1.analysis, in: $2) }
    }
    guard let confirmations else { return engine.leaveAnswer() }
    try SurfaceConfirmation.finish(looks) {
      try use(confirmations)
      try StandardStreams.flushOutput()
    }
  }

  /// Does some work for one surface after the other, under one progress.
  @discardableResult
  private func each<Result>(
    of pairs: [(SurfaceConfirmation, Entry)], in context: RunContext,
    _ work: (SurfaceConfirmation, Entry, RunContext) throws -> Result
  ) rethrows -> [Result] {
    var before = 0
    let count = pairs.count
    return try pairs.enumerated().map { index, pair in
      let (look, entry) = pair
      let path = entry.path
      let latest = Atomic(before)
      let result = try work(
        look, entry,
        context.part { [before] event in
          guard case .progress(var progress) = event else { return }
          progress.done += before
          latest.store(progress.done, ordering: .relaxed)
          // The surfaces that follow are taken to need as much as those so far.
          progress.total = (before + progress.total) * count / (index + 1)
          if count > 1 { progress.stage = "confirming \(path)" }
          context.report(.progress(progress))
        })
      before = latest.load(ordering: .relaxed)
      return result
    }
  }
}
