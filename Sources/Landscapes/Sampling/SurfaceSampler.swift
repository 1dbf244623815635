public import Datasets
internal import Failures
public import Grids
public import Kernels
public import Networks
public import Provenance
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
  public let split: DatasetSplit
  /// How the points are computed.
  public let precision: SamplingPrecision
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Describes a surface to be sampled.
  ///
  /// - Throws: `Failure` if the data do not fit the network.
  public init(
    checkpoint: Checkpoint, plane: Plane, dataset: Dataset, grid: Grid,
    split: DatasetSplit = .train, precision: SamplingPrecision = .fast
  ) throws {
    try check(dataset, fits: checkpoint.network)
    try checkpoint.network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    self.checkpoint = checkpoint
    self.plane = plane
    self.dataset = dataset
    self.grid = grid
    self.split = split
    self.precision = precision
    manifest = Manifest(
      .surface(
        SurfaceRecord(
          weights: Origin(digest: try checkpoint.digest(), made: checkpoint.manifest),
          directions: Origin(digest: try plane.digest(), made: plane.manifest),
          data: DataRecord(
            name: dataset.name, split: split.rawValue, samples: dataset.count,
            digest: dataset.digest), grid: grid, precision: precision.rawValue)))
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
    let points = grid.coarseToFine.filter { !surface.loss.isComputed[$0] }
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
        state.surface.error[point] = total.standardError
        state.surface.accuracy[point] = total.accuracy
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

/// Refuses data that a network does not take.
func check(_ dataset: Dataset, fits network: Network) throws {
  let (given, wanted) = (dataset.inputShape, network.inputShape)
  let fits = given.count == wanted.count
  guard !fits || dataset.classes > network.outputCount else { return }
  let remedy: Phrase =
    if !fits, given.rank == 3, wanted.rank == 3, given[0] == wanted[0], wanted[1] == wanted[2] {
      "Load the images in the size that the network was trained on: \(setting: "image size", "\(wanted[1])")."
    } else if !fits {
      "Use data like those that the network was trained on, of shape \(wanted)."
    } else {
      "Use data like those that the network was trained on, with at most "
        + "\(network.outputShape) classes."
    }
  throw Failure(
    .data,
    "the data (\(given), \(dataset.classes) classes) do not fit the network "
      + "(\(wanted), \(network.outputShape) outputs)",
    at: dataset.name, remedy: remedy)
}
