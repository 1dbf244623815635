internal import Archives
internal import Failures
internal import Runs

extension ComparisonRun {
  /// Does the share of one of several processes. No lock is held meanwhile.
  func runShare(in context: RunContext) throws -> ComparisonOutcome {
    let data = try prepare(in: context)
    var stages = stages(data, in: context)
    do {
      try stages.tellForecast()
      try stages.takeShare()
    } catch let failure as Failure where failure.code == .interrupted && !context.isStopped {
      return .outOfTime(stage: stages.latest, done: stages.done, stages: stages.count)
    }
    guard try stages.isComplete() else { return .shareDone }
    // All is there, so no stage of it is news.
    let last = context.taking(.whole).part()
    switch FileLock.attempt(for: files.manifest) {
    // Another process writes the report.
    case .busy: return .shareDone
    // Two that write it at once write the same.
    case .impossible: return try run(on: data, in: last)
    case .taken(let lock):
      defer { extendLifetime(lock) }
      return try run(on: data, in: last)
    }
  }
}
