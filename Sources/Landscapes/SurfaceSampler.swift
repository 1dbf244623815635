public import Archives
public import Datasets
internal import Failures
public import Grids
public import Kernels
public import Networks
internal import Synchronization
internal import Tensors

/// Evaluates a network's loss and accuracy on the points of a plane around its weights.
///
/// The point (α, β) has the parameters origin + α·x + β·y, made anew from the three each time, and
/// the running statistics of the origin; the network is in evaluation mode. A point is evaluated by
/// one worker from the first example to the last, so its numbers do not depend on how many there
/// are, on the order of the points, or on interruptions.
public struct SurfaceSampler: Sendable {
  /// The weights in the middle.
  public let checkpoint: Checkpoint
  /// The directions.
  public let plane: Plane
  /// The examples.
  public let dataset: Dataset
  /// Where the points are.
  public let grid: Grid
  /// Which examples they are.
  public let split: LossSurface.Split
  /// How the points are computed.
  public let precision: SamplingPrecision
  /// Everything that determines the numbers.
  public let manifest: JSONValue

  /// Describes a surface to be sampled.
  ///
  /// - Throws: `Failure` if the data do not fit the network.
  public init(
    checkpoint: Checkpoint, plane: Plane, dataset: Dataset, grid: Grid,
    split: LossSurface.Split = .train, precision: SamplingPrecision = .fast
  ) throws {
    try checkpoint.network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try checkpoint.network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    self.checkpoint = checkpoint
    self.plane = plane
    self.dataset = dataset
    self.grid = grid
    self.split = split
    self.precision = precision
    manifest = [
      "kind": "surface", "basin": .string(Software.version),
      "openblas_core": .string(LinearAlgebra.coreName),
      "weights": [
        "digest": .string(try checkpoint.digest()), "made": checkpoint.manifest ?? .null,
      ],
      "directions": ["digest": .string(try plane.digest()), "made": plane.manifest],
      "data": [
        "name": .string(dataset.name), "split": .string(split.rawValue),
        "samples": .int(dataset.count), "digest": .string(dataset.digest),
      ],
      "grid": [
        "x": .array(grid.xs.map { .double($0) }), "y": .array(grid.ys.map { .double($0) }),
      ],
      "precision": .string(precision.rawValue),
    ]
  }

  /// Evaluates the points of a surface that have not been yet, coarse to fine.
  ///
  /// - Parameters:
  ///   - surface: what is known already; on return also what was computed.
  ///   - workers: how many threads share the points.
  ///   - shouldStop: asked before each point is begun; called by several threads.
  ///   - onPoint: called after each point with the surface as it stands and the point's index, one
  ///     call at a time. What it throws ends the sampling and is thrown on.
  public func run(
    _ surface: inout LossSurface, workers: Workers,
    shouldStop: @Sendable () -> Bool = { false },
    onPoint: @Sendable (LossSurface, _ point: Int) throws -> Void = { _, _ in }
  ) throws {
    precondition(surface.grid == grid, "a surface over another grid")
    let points = grid.coarseToFine.filter { !surface.isComputed[$0] }
    let evaluate = pointEvaluation(workers: min(workers.count, max(1, points.count)))
    let state = Mutex(SamplingState(surface: surface))
    let grid = self.grid
    workers.forEach(
      points.count, while: { !shouldStop() && !state.withLock { $0.hasFailed } }
    ) { worker, index in
      let point = points[index]
      let total = evaluate(
        grid.xs[grid.column(of: point)], grid.ys[grid.row(of: point)], worker)
      state.withLock { state in
        state.surface.loss[point] = total.mean
        state.surface.lossError[point] = total.standardError
        state.surface.accuracy[point] = total.accuracy
        state.surface.isComputed[point] = true
        guard state.failure == nil else { return }
        do {
          try onPoint(state.surface, point)
        } catch {
          state.failure = error
        }
      }
    }
    let (result, failure) = state.withLock { ($0.surface, $0.failure) }
    surface = result
    if let failure { throw failure }
  }
}

/// What the workers share while they sample.
private struct SamplingState {
  var surface: LossSurface
  var failure: (any Error)?

  var hasFailed: Bool { failure != nil }
}
