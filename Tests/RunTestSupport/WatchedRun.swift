internal import Kernels
public import Runs
internal import Synchronization

/// The surroundings of a run that a test watches and stops.
public final class WatchedRun: Sendable {
  /// What has happened so far.
  public struct Seen: Sendable {
    /// How often the run has asked whether to stop, this time included.
    public var questions = 0
    /// What it has told.
    public var events: [RunEvent] = []

    /// How far it was, each time it told.
    public var progress: [RunProgress] {
      events.compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
    }
  }

  private let state = Mutex(Seen())
  private let workers: Workers
  private let share: Share
  private let deadline: ContinuousClock.Instant?
  private let shouldStop: @Sendable (Seen) -> Bool

  /// Prepares to watch.
  ///
  /// - Parameter shouldStop: the answer to each question.
  public init(
    workers: Int = 1, share: Share = .whole, deadline: ContinuousClock.Instant? = nil,
    stopWhen shouldStop: @escaping @Sendable (Seen) -> Bool = { _ in false }
  ) {
    self.workers = Workers(count: workers)
    self.share = share
    self.deadline = deadline
    self.shouldStop = shouldStop
  }

  /// What the run is given.
  public var context: RunContext {
    RunContext(
      workers: workers, share: share, deadline: deadline,
      onEvent: { event in self.state.withLock { $0.events.append(event) } },
      shouldStop: {
        self.state.withLock { seen in
          seen.questions += 1
          return self.shouldStop(seen)
        }
      })
  }

  /// How often the run has asked whether to stop.
  public var questions: Int { state.withLock(\.questions) }
  /// What it has told.
  public var events: [RunEvent] { state.withLock(\.events) }
  /// How far it was, each time it told.
  public var progress: [RunProgress] { state.withLock(\.progress) }
  /// The losses that it has told, one for each step of training.
  public var losses: [Double] {
    progress.compactMap {
      $0.facts.lazy.compactMap { if case .loss(let loss) = $0 { loss } else { nil } }.first
    }
  }
}

extension RunContext {
  /// A run on so many threads that nobody watches.
  public static func threads(_ count: Int, share: Share = .whole) -> RunContext {
    RunContext(workers: Workers(count: count), share: share)
  }
}
