internal import Failures
internal import Grids
internal import Kernels
public import Runs
internal import Synchronization

/// How long a sampling run will take, measured on a few of its points.
public struct SamplingForecast: Hashable, Sendable {
  /// All points of the grid.
  public let points: Int
  /// Those that an earlier run has computed.
  public let known: Int
  /// Those that were measured.
  public let measured: Int
  /// Points per second; nil where none is missing.
  public let rate: Double?

  /// Seconds that the missing points take in a number of processes, each on a machine like this one.
  public func seconds(processes: Int) -> Double {
    guard let rate else { return 0 }
    return Double((points - known + processes - 1) / processes) / rate
  }
}

extension SamplingRun {
  /// Evaluates a few of the missing points, and writes nothing.
  ///
  /// - Parameters:
  ///   - startingOver: whether all points are missing, whatever the file holds.
  ///   - context: gives the workers, and is asked whether to stop.
  /// - Throws: `Failure`: `.interrupted` when stopped, `.data` if the file belongs to another surface.
  public func forecast(startingOver: Bool, in context: RunContext) throws -> SamplingForecast {
    var surface = startingOver ? emptySurface : try knownPoints(of: .whole)
    let (total, known) = (surface.grid.count, surface.computedCount)
    guard known < total else {
      return SamplingForecast(points: total, known: known, measured: 0, rate: nil)
    }
    let clock = StageClock()
    let estimate = Mutex(
      OpeningEstimate(
        before: known, workers: min(context.workers.count, total - known), at: 0))
    let result = Mutex<OpeningEstimate.Result?>(nil)
    let part = RunContext(
      workers: context.workers,
      onEvent: { event in
        guard case .progress(let progress) = event else { return }
        let found = estimate.withLock {
          $0.observe(done: progress.done, of: progress.total, at: clock.seconds)
        }
        if let found { result.withLock { $0 = found } }
      }, shouldStop: { context.isStopped || result.withLock { $0 != nil } })
    try surface.sample(surface.missingPoints, in: part, on: executor) { _, _, done in
      RunProgress(done: known + done, of: total, .points)
    }
    if context.isStopped {
      throw Failure(
        .interrupted, "stopped while a few points were measured",
        remedy: "Run the same command again.")
    }
    // A grid so small that all of it was evaluated before there was an estimate.
    let all = surface.computedCount - known
    let found = result.withLock { $0 }
    return SamplingForecast(
      points: total, known: known, measured: found?.pieces ?? all,
      rate: found?.rate ?? Double(all) / clock.seconds)
  }
}
