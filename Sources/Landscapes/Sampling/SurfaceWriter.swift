internal import Archives
internal import Dispatch
internal import Failures
internal import Foundation
internal import Synchronization

/// Brings the points of a surface to the disk while others are computed.
///
/// Writing happens on a queue of its own: no worker waits for the disk, and a point is written
/// soon after it was computed even if the next one takes long. The file is always whole: either
/// as it was before a writing or as it is after it.
final class SurfaceWriter: Sendable {
  private struct State {
    var surface: LossSurface
    var isScheduled = false
    var isClosed = false
    var latest: (end: ContinuousClock.Instant, cost: Duration)?
    var keptPoints: Int
    var failure: Failure?
  }

  private let path: String
  private let start = ContinuousClock.now
  private let session: @Sendable (_ computed: Int) -> JSONValue
  private let queue = DispatchQueue(label: "surface writer", qos: .userInitiated)
  private let state: Mutex<State>

  /// Points wait no longer than this for the beginning of a writing.
  private static let longestInterval = Duration.seconds(2)

  /// - Parameters:
  ///   - surface: what is on the disk already.
  ///   - session: describes this run, by the number of points in the surface.
  init(
    _ surface: LossSurface, path: String,
    session: @escaping @Sendable (_ computed: Int) -> JSONValue
  ) {
    self.path = path
    self.session = session
    state = Mutex(State(surface: surface, keptPoints: surface.computedCount))
  }

  /// Takes over a point that has been computed and sees to it that it is written soon.
  ///
  /// - Throws: the `Failure` of an earlier writing.
  func take(_ point: Int, from surface: LossSurface) throws {
    let delay = try state.withLock { state -> Duration? in
      if let failure = state.failure { throw failure }
      state.surface.take(point, from: surface)
      guard !state.isScheduled else { return nil }
      state.isScheduled = true
      return self.waitingTime(state)
    }
    guard let delay else { return }
    queue.asyncAfter(deadline: .now() + delay / .seconds(1)) { self.writeUnlessClosed() }
  }

  /// Writes the surface a last time and returns it as it was written.
  ///
  /// - Throws: `Failure` (output), also that of an earlier writing.
  func close() throws -> LossSurface {
    try queue.sync {
      state.withLock { $0.isClosed = true }
      return try write()
    }
  }

  /// At first points are written often, so that a run that is ended soon has lost little: after a
  /// tenth of the time it has been running. Writing takes at most a tenth of the time either way.
  private func waitingTime(_ state: State) -> Duration {
    guard let latest = state.latest else { return .zero }
    let interval = min(
      SurfaceWriter.longestInterval, max(latest.cost * 10, (latest.end - start) / 10))
    return max(.zero, interval - latest.end.duration(to: .now))
  }

  private func writeUnlessClosed() {
    guard state.withLock({ !$0.isClosed }) else { return }
    do {
      _ = try write()
    } catch {
      // Kept for `take`, which ends the sampling; the state has it.
    }
  }

  /// Runs on the queue.
  private func write() throws -> LossSurface {
    let begin = ContinuousClock.now
    var surface = try state.withLock { state in
      if let failure = state.failure { throw failure }
      state.isScheduled = false
      return state.surface
    }
    let computed = surface.computedCount
    surface.sessions.append(session(computed))
    do {
      try surface.write(to: path)
    } catch let failure as Failure {
      throw state.withLock { state in
        let told = explained(failure, state)
        state.failure = told
        return told
      }
    }
    state.withLock { state in
      state.latest = (.now, begin.duration(to: .now))
      state.keptPoints = computed
    }
    return surface
  }

  private func explained(_ failure: Failure, _ state: State) -> Failure {
    let kept: Phrase? =
      state.keptPoints == 0
      ? nil : "It keeps \(state.keptPoints) points, and the same command goes on from there."
    let remedy: Phrase? =
      if let first = failure.remedy, let kept { "\(first) \(kept)" } else { failure.remedy ?? kept }
    return Failure(failure.code, failure.what, at: failure.place, remedy: remedy)
  }
}
