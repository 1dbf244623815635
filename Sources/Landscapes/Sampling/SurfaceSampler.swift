public import Datasets
internal import Failures
public import Grids
internal import Kernels
public import Networks
public import Provenance
public import Runs
internal import Synchronization
internal import Tensors

/// Evaluates a network's loss and accuracy on the points of a plane around its weights.
///
/// The point (α, β) has the parameters origin + α·x + β·y, computed from the three each time, and
/// the running statistics of the origin; the network is in evaluation mode.
public struct SurfaceSampler: Sendable {
  /// The weights at the centre of the plane.
  public let checkpoint: Checkpoint
  /// The directions.
  public let plane: Plane
  /// The examples.
  public let dataset: Dataset
  /// Where the points are.
  public let grid: Grid
  /// Which examples they are.
  public let split: DatasetSplit
  /// How the points are computed.
  public let precision: SamplingPrecision
  /// The loss.
  public let loss: Loss
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Describes a surface to be sampled.
  ///
  /// - Throws: `Failure` if the data do not fit the network.
  public init(
    checkpoint: Checkpoint, plane: Plane, dataset: Dataset, grid: Grid,
    split: DatasetSplit = .train, precision: SamplingPrecision = .fast,
    loss: Loss = .crossEntropy
  ) throws {
    try checkpoint.network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try checkpoint.network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try checkpoint.network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
    self.checkpoint = checkpoint
    self.plane = plane
    self.dataset = dataset
    self.grid = grid
    self.split = split
    self.precision = precision
    self.loss = loss
    manifest = Manifest(
      .surface(
        SurfaceRecord(
          weights: Origin(digest: try checkpoint.digest(), made: checkpoint.manifest),
          directions: Origin(digest: try plane.digest(), made: plane.manifest),
          data: DataRecord(
            name: dataset.name, split: split.rawValue, samples: dataset.count,
            digest: dataset.digest, preparation: dataset.preparation), grid: grid,
          precision: precision.rawValue, loss: loss.recorded)))
  }

  /// Evaluates the missing points of a surface, coarse to fine.
  ///
  /// - Parameters:
  ///   - surface: what is known already; on return also what was computed.
  ///   - context: its workers share the points; asked before each point is begun whether to end, and
  ///     told of the progress after each.
  ///   - executor: evaluates the points; nil for threads, as many as there are workers.
  ///   - onPoint: called after each point with the surface so far and the point's index, one
  ///     call at a time. What it throws ends the sampling and is thrown on.
  public func run(
    _ surface: inout LossSurface, in context: RunContext, on executor: (any PointExecutor)? = nil,
    onPoint: @Sendable (LossSurface, _ point: Int) throws -> Void = { _, _ in }
  ) throws {
    precondition(surface.grid == grid, "a surface over another grid")
    let points = grid.coarseToFine.filter { !surface.loss.isComputed[$0] }
    let executor =
      executor
      ?? ThreadExecutor(
        self, workers: Workers(count: min(context.workers.count, max(1, points.count))))
    // Counted here: to count the points of the surface takes longer than many a point does.
    let state = Mutex(SamplingState(surface: surface, done: surface.computedCount))
    let grid = self.grid
    do {
      try executor.evaluate(
        points.map { PlanePoint(x: grid.xs[grid.column(of: $0)], y: grid.ys[grid.row(of: $0)]) },
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
            try onPoint(state.surface, point)
            context.advance(RunProgress(done: state.done, of: grid.count, .points))
          } catch {
            state.failure = error
          }
        }
      }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
    }
    let (result, failure) = state.withLock { ($0.surface, $0.failure) }
    surface = result
    if let failure { throw failure }
  }
}

/// What the workers share while they sample.
private struct SamplingState {
  var surface: LossSurface
  /// The points that are computed.
  var done: Int
  var failure: (any Error)?

  var hasFailed: Bool { failure != nil }
}

extension RunProgress.Unit {
  /// The points of a surface.
  static let points = RunProgress.Unit("points")
}
