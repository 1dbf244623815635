internal import Grids
internal import Runs
internal import Synchronization

/// How far a surface is that several processes sample: the first process reads the parts and reports on all,
/// the others report on their own share.
final class OtherParts: Sendable {
  private struct State {
    /// The points that are known, as of the latest reading; nil before the first.
    var known: Int?
    var next = ContinuousClock.now
    var interval = Duration.milliseconds(500)
  }

  private let parts: SurfaceParts
  private let share: Share
  private let total: Int
  /// Of this process's share, the points that were known when it began.
  private let own: Int
  private let state = Mutex(State())

  /// The parts are read at least this often, unless that would take more than a fiftieth of the time.
  private static let longestInterval = Duration.seconds(5)

  /// - Parameters:
  ///   - share: that of this process.
  ///   - own: the points of the share that are known.
  ///   - total: all points of the share.
  init(_ parts: SurfaceParts, _ share: Share, known own: Int, of total: Int) {
    (self.parts, self.share, self.own, self.total) = (parts, share, own, total)
  }

  private var showsAll: Bool { !share.isWhole && share.index == 0 }

  /// How far it is before the first point.
  func beginning(on grid: Grid) -> RunProgress {
    RunProgress(done: own, of: showsAll ? grid.count : max(1, total), .points)
  }

  /// How far it is.
  ///
  /// - Parameters:
  ///   - surface: what this process knows.
  ///   - done: the points that it has evaluated.
  func progress(_ surface: LossSurface, done: Int) -> RunProgress {
    guard showsAll else { return RunProgress(done: own + done, of: max(1, total), .points) }
    return state.withLock { state in
      let begin = ContinuousClock.now
      let isFirst = state.known == nil
      if isFirst || begin >= state.next {
        state.known = SurfaceParts.computedCount((try? parts.read()) ?? [], with: surface)
        let cost = begin.duration(to: .now)
        state.interval = max(min(state.interval * 2, Self.longestInterval), cost * 50)
        state.next = .now + state.interval
      }
      return RunProgress(
        done: state.known ?? 0, of: surface.grid.count, .points, followsKnown: isFirst)
    }
  }
}
