public import Kernels

/// What a long piece of work is given besides its inputs: threads, the question whether to stop, the
/// moment by which to end, and one place to tell of what happens.
public struct RunContext: Sendable {
  /// The threads that share the work; no result depends on how many there are.
  public let workers: Workers
  private let deadline: Deadline
  private let stop: @Sendable () -> Bool
  private let onEvent: @Sendable (RunEvent) -> Void

  /// Describes the surroundings of a run.
  ///
  /// - Parameters:
  ///   - deadline: no piece of work is begun after it, but for the first, so that a run with any
  ///     deadline makes headway; nil for a run without an end.
  ///   - onEvent: told of what happens, one call at a time, by several threads.
  ///   - shouldStop: asked before each piece of work whether the user wants to stop; called by several
  ///     threads.
  public init(
    workers: Workers, deadline: ContinuousClock.Instant? = nil,
    onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.workers = workers
    self.deadline = Deadline(deadline)
    self.onEvent = onEvent
    stop = shouldStop
  }

  /// Whether the user has asked to stop.
  public var isStopped: Bool { stop() }

  /// Whether no further piece of work may be begun: the user has asked to stop, or the time is up.
  public var shouldEnd: Bool { stop() || deadline.isOver }

  /// Notes that a piece of work is done that will not be lost: from here on the deadline counts.
  public func notePiece() { deadline.notePiece() }

  /// Tells of what happens.
  public func report(_ event: RunEvent) { onEvent(event) }

  /// Notes that a piece of work is done, and tells how far the work is.
  public func advance(_ progress: RunProgress) {
    notePiece()
    onEvent(.progress(progress))
  }

  /// The surroundings of a part of the run, for which the end of the time is a request to stop.
  ///
  /// - Parameter onEvent: told of what happens in the part instead.
  public func part(
    onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) -> RunContext {
    RunContext(workers: workers, onEvent: onEvent, shouldStop: { shouldEnd })
  }
}
