internal import Grids
internal import Kernels
internal import Runs
internal import Synchronization

extension LossSurface {
  /// Evaluates points in the order given.
  ///
  /// - Parameters:
  ///   - points: their indices.
  ///   - context: its workers share the points; asked before each point is begun whether to end, and
  ///     told of the progress after each.
  ///   - executor: makes what evaluates the points, for a number of workers of which none is idle.
  ///   - onPoint: called after each point with the surface so far, the point's index and the number of points
  ///     evaluated, one call at a time; says how far that is. What it throws ends the sampling and is thrown on.
  /// - Throws: what the executor and `onPoint` throw; the points until then are in the surface.
  mutating func sample(
    _ points: [Int], in context: RunContext, on executor: (Workers) throws -> any PointExecutor,
    onPoint: @Sendable (LossSurface, _ point: Int, _ done: Int) throws -> RunProgress
  ) throws {
    let grid = self.grid
    let executor = try executor(
      Workers(count: min(context.workers.count, max(1, points.count))))
    let state = Mutex(SamplingState(surface: self))
    do {
      try executor.evaluate(
        points.map { grid.position(of: $0) },
        while: { !context.shouldEnd && !state.withLock { $0.hasFailed } }
      ) { index, value in
        let point = points[index]
        state.withLock { state in
          state.surface.loss[point] = value.loss
          state.surface.error[point] = value.error
          state.surface.accuracy[point] = value.accuracy
          state.done += 1
          guard state.failure == nil else { return }
          do {
            context.advance(try onPoint(state.surface, point, state.done))
          } catch {
            state.failure = error
          }
        }
      }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
    }
    let (result, failure) = state.withLock { ($0.surface, $0.failure) }
    self = result
    if let failure { throw failure }
  }
}

/// What the workers share while they sample.
private struct SamplingState {
  var surface: LossSurface
  /// The points that were evaluated.
  var done = 0
  var failure: (any Error)?

  var hasFailed: Bool { failure != nil }
}

extension Grid {
  /// Where a point lies on the plane.
  func position(of point: Int) -> PlanePoint {
    PlanePoint(x: xs[column(of: point)], y: ys[row(of: point)])
  }
}

extension RunProgress.Unit {
  /// The points of a surface.
  static let points = RunProgress.Unit("points")
}
