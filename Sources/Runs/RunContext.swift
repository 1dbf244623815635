public import Kernels

/// What a long computation needs besides its inputs: threads, its share where several processes work, whether
/// to stop, a deadline, and one place to report events.
public struct RunContext: Sendable {
  /// The threads that share the work; no result depends on how many there are.
  public let workers: Workers
  /// What of the work this process takes.
  public let share: Share
  private let deadline: Deadline
  private let stop: @Sendable () -> Bool
  private let onEvent: @Sendable (RunEvent) -> Void

  /// Creates the context of a run.
  ///
  /// - Parameters:
  ///   - workers: the threads that the run may use.
  ///   - share: what of the work this process takes; other processes take the rest.
  ///   - deadline: no piece of work starts after it, except the first, so that a run with any
  ///     deadline makes progress; nil for a run without an end.
  ///   - onEvent: receives events, one call at a time, from several threads.
  ///   - shouldStop: asked before each piece of work whether the user wants to stop; called by
  ///     several threads.
  public init(
    workers: Workers, share: Share = .whole, deadline: ContinuousClock.Instant? = nil,
    onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.workers = workers
    self.share = share
    self.deadline = Deadline(deadline)
    self.onEvent = onEvent
    stop = shouldStop
  }

  /// Whether the user has asked to stop.
  public var isStopped: Bool { stop() }

  /// Whether no further piece of work may start: the user has asked to stop, or the time budget is
  /// used up.
  public var shouldEnd: Bool { stop() || deadline.isOver }

  /// Notes that a piece of work is done and will not be lost: from now on the deadline applies.
  public func notePiece() { deadline.notePiece() }

  /// Reports an event.
  public func report(_ event: RunEvent) { onEvent(event) }

  /// Notes that a piece of work is done, and reports the progress.
  public func advance(_ progress: RunProgress) {
    notePiece()
    onEvent(.progress(progress))
  }

  /// The same run with another share of the work.
  public func taking(_ share: Share) -> RunContext { RunContext(self, share: share) }

  private init(_ context: RunContext, share: Share) {
    workers = context.workers
    self.share = share
    deadline = context.deadline
    stop = context.stop
    onEvent = context.onEvent
  }

  /// The context of a part of the run, which treats the deadline as a request to stop.
  ///
  /// - Parameter onEvent: receives the events of the part instead.
  public func part(
    onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) -> RunContext {
    RunContext(workers: workers, share: share, onEvent: onEvent, shouldStop: { shouldEnd })
  }
}
