internal import Dispatch
internal import Failures
internal import Synchronization

/// Writes unfinished work to disk while more of it is done.
///
/// Writing happens on a queue of its own: workers wait for the disk only on request.
/// The file is always whole: either as it was before a write or as it is after.
final class LedgerWriter<Work: Sendable>: Sendable {
  private struct State {
    var work: Work
    var isScheduled = false
    var isClosed = false
    var latest: (end: ContinuousClock.Instant, cost: Duration)?
    var keptAmount: String?
    var failure: Failure?
  }

  private let path: String
  private let isVital: Bool
  private let cadence: LedgerCadence
  private let form: LedgerForm<Work>
  private let start = ContinuousClock.now
  private let queue = DispatchQueue(label: "ledger", qos: .userInitiated)
  private let state: Mutex<State>

  /// The longest time that work waits before it is written.
  private static var longestInterval: Duration { .seconds(2) }

  /// - Parameter work: what is on disk already.
  init(
    _ work: Work, at path: String, isVital: Bool, _ cadence: LedgerCadence,
    as form: LedgerForm<Work>
  ) {
    self.path = path
    self.isVital = isVital
    self.cadence = cadence
    self.form = form
    state = Mutex(State(work: work, keptAmount: form.amount(work)))
  }

  /// All work done so far.
  var work: Work { state.withLock { $0.work } }

  /// Whether work added now is written immediately or soon.
  var isDue: Bool {
    switch cadence {
    case .soon: true
    case .every(let interval):
      state.withLock { $0.latest?.end ?? start }.duration(to: .now) >= interval
    case .whenAsked: false
    }
  }

  /// Adds work that has been done and makes sure that it is written in time.
  ///
  /// - Throws: the `Failure` of an earlier write, where it is vital.
  func update(_ change: (inout Work) -> Void) throws {
    let delay = try state.withLock { state -> Duration? in
      if isVital, let failure = state.failure { throw failure }
      change(&state.work)
      guard case .soon = cadence, !state.isScheduled else { return nil }
      state.isScheduled = true
      return waitingTime(state)
    }
    if let delay {
      queue.asyncAfter(deadline: .now() + delay / .seconds(1)) { self.writeUnlessClosed() }
    } else if case .every = cadence, isDue {
      do { _ = try write() } catch  where !isVital {}
    }
  }

  /// Writes the work now.
  ///
  /// - Returns: the work as it was written.
  /// - Throws: `Failure` (output), also that of an earlier write where that is vital.
  func write() throws -> Work { try queue.sync { try writeOnQueue() } }

  /// Writes the work a last time.
  func close() throws -> Work {
    try queue.sync {
      state.withLock { $0.isClosed = true }
      return try writeOnQueue()
    }
  }

  /// Changes the file in a way that no write undoes.
  func finish(_ body: () throws -> Void) rethrows {
    try queue.sync {
      state.withLock { $0.isClosed = true }
      try body()
    }
  }

  /// At first work is written often, so that a run that is ended soon has lost little: after a tenth of
  /// the time it has been running. Writing takes at most a tenth of the time either way.
  private func waitingTime(_ state: State) -> Duration {
    guard let latest = state.latest else { return .zero }
    let interval = min(Self.longestInterval, max(latest.cost * 10, (latest.end - start) / 10))
    return max(.zero, interval - latest.end.duration(to: .now))
  }

  private func writeUnlessClosed() {
    guard state.withLock({ !$0.isClosed }) else { return }
    do {
      _ = try writeOnQueue()
    } catch {
      // Kept for `update`, which ends the run; the state has it.
    }
  }

  private func writeOnQueue() throws -> Work {
    let begin = ContinuousClock.now
    var work = try state.withLock { state in
      if isVital, let failure = state.failure { throw failure }
      state.isScheduled = false
      return state.work
    }
    do {
      try form.write(&work, path)
    } catch let failure as Failure {
      throw state.withLock { state in
        let told = explained(failure, state.keptAmount)
        state.failure = told
        state.latest = (.now, begin.duration(to: .now))
        return told
      }
    }
    let amount = form.amount(work)
    state.withLock { state in
      state.latest = (.now, begin.duration(to: .now))
      state.keptAmount = amount
    }
    return work
  }

  private func explained(_ failure: Failure, _ amount: String?) -> Failure {
    guard let amount else { return failure }
    let kept = "It keeps \(amount); run the same command again to resume."
    return Failure(
      failure.code, failure.what, at: failure.place,
      remedy: failure.remedy.map { "\($0) \(kept)" } ?? "\(kept)")
  }
}
