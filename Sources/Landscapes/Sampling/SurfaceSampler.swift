public import Datasets
internal import Failures
public import Grids
internal import Kernels
public import Networks
public import Provenance
public import Runs
internal import Tensors

/// Evaluates a network's loss and accuracy on the points of a plane around its weights.
///
/// The point (α, β) has the parameters origin + α·x + β·y, computed from the three each time; the
/// network is in evaluation mode, with the running statistics of the origin or those of the examples.
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
  /// Where batch normalisations have their means and variances from.
  public let statistics: InferencePlan.Statistics
  /// The loss.
  public let loss: Loss
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Describes a surface to be sampled.
  ///
  /// - Throws: `Failure` if the data do not fit the network, or statistics are to be those of the
  ///   examples and nothing in the network takes any.
  public init(
    checkpoint: Checkpoint, plane: Plane, dataset: Dataset, grid: Grid,
    split: DatasetSplit = .train, precision: SamplingPrecision = .fast,
    statistics: InferencePlan.Statistics = .running, loss: Loss = .crossEntropy
  ) throws {
    try checkpoint.network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try checkpoint.network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try checkpoint.network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
    guard statistics == .running || checkpoint.network.normalizesBatches else {
      throw Failure(
        .usage, "recalibrates batch normalisations, and this net does without them",
        at: .setting("batch norm", value: statistics.rawValue),
        remedy: "Leave \(setting: "batch norm") out.")
    }
    self.checkpoint = checkpoint
    self.plane = plane
    self.dataset = dataset
    self.grid = grid
    self.split = split
    self.precision = precision
    self.statistics = statistics
    self.loss = loss
    manifest = Manifest(
      .surface(
        SurfaceRecord(
          weights: Origin(digest: try checkpoint.digest(), made: checkpoint.manifest),
          directions: Origin(digest: try plane.digest(), made: plane.manifest),
          data: DataRecord(
            name: dataset.name, split: split.rawValue, samples: dataset.count,
            digest: dataset.digest, preparation: dataset.preparation), grid: grid,
          precision: precision.rawValue, loss: loss.recorded,
          batchNorm: statistics.recorded)))
  }

  /// The surface that its points make up.
  public var surface: SurfaceDescription {
    SurfaceDescription(grid: grid, split: split, manifest: manifest)
  }

  /// Evaluates the missing points of a surface in threads of this process, coarse to fine.
  ///
  /// - Parameters:
  ///   - surface: what is known already; on return also what was computed.
  ///   - context: its workers share the points; asked before each point is begun whether to end, and
  ///     told of the progress after each.
  ///   - onPoint: called after each point with the surface so far and the point's index, one
  ///     call at a time. What it throws ends the sampling and is thrown on.
  public func run(
    _ surface: inout LossSurface, in context: RunContext,
    onPoint: @Sendable (LossSurface, _ point: Int) throws -> Void = { _, _ in }
  ) throws {
    precondition(surface.grid == grid, "a surface over another grid")
    let (known, grid) = (surface.computedCount, self.grid)
    try surface.sample(
      surface.missingPoints, in: context, on: { ThreadExecutor(self, workers: $0) }
    ) { surface, point, done in
      try onPoint(surface, point)
      return RunProgress(done: known + done, of: grid.count, .points)
    }
  }
}

extension SamplingRun {
  /// Describes a run in threads of this process.
  public init(_ sampler: SurfaceSampler, output: String) {
    self.init(sampler.surface, output: output) { ThreadExecutor(sampler, workers: $0) }
  }
}
