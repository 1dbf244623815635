internal import Runs
internal import Synchronization

/// The opening line of a job: how long it will take, as soon as enough has been measured.
final class JobOpening: Sendable {
  /// What is known when the line is made.
  struct Measured {
    /// How far the job is.
    let progress: RunProgress
    /// What was measured.
    let estimate: OpeningEstimate.Result
    /// Seconds since the job began.
    let elapsed: Double
  }

  private let workers: Int
  private let start: ContinuousClock.Instant
  private let line: @Sendable (Measured) -> String
  private let estimate: Mutex<OpeningEstimate>

  /// Begins to measure.
  ///
  /// - Parameters:
  ///   - workers: the pieces that are under way at once.
  ///   - start: when the job began.
  ///   - line: the line, from what was measured.
  init(
    workers: Int, since start: ContinuousClock.Instant = .now,
    line: @escaping @Sendable (Measured) -> String
  ) {
    self.workers = workers
    self.start = start
    self.line = line
    estimate = Mutex(OpeningEstimate(before: 0, workers: workers, at: 0))
  }

  /// The line, where an event is the first that allows one.
  func line(for event: RunEvent) -> String? {
    let now = start.duration(to: .now) / .seconds(1)
    switch event {
    case .begun(let progress):
      let left = max(1, progress.total - progress.done)
      restart(after: progress.done, workers: min(workers, left), at: 0)
      return nil
    case .progress(let progress):
      // The piece that it reports was finished just now.
      if progress.followsKnown { restart(after: progress.done - 1, workers: workers, at: now) }
      let result = estimate.withLock {
        $0.observe(done: progress.done, of: progress.total, at: now)
      }
      return result.map { line(Measured(progress: progress, estimate: $0, elapsed: now)) }
    case .stage, .note: return nil
    }
  }

  private func restart(after done: Int, workers: Int, at time: Double) {
    estimate.withLock { $0 = OpeningEstimate(before: done, workers: workers, at: time) }
  }
}
