internal import Archives
public import Datasets
internal import Failures
internal import Kernels
public import Networks
internal import Provenance
public import Runs

/// A plane, and a trajectory seen from it: what a directions file of a trajectory holds.
public struct TrajectoryView: Sendable {
  /// The plane; its manifest records the trajectory too.
  public let plane: Plane
  /// The path on it.
  public let trajectory: Trajectory
  /// The shares of the variance that the axes explain; nil on planes that are not of principal axes.
  public let explainedVarianceRatio: [Double]?

  /// Where the true losses come from.
  public struct Examples: Sendable {
    /// The examples.
    public let dataset: Dataset
    /// Which ones they are.
    public let split: DatasetSplit
    /// The loss.
    public let loss: Loss
    /// The net.
    public let network: Network

    /// Puts together what a loss needs.
    ///
    /// - Throws: `Failure` if the data do not fit the network.
    public init(_ dataset: Dataset, split: DatasetSplit, loss: Loss, network: Network) throws {
      try network.checkExamples(dataset.inputShape, classes: dataset.classes, of: dataset.name)
      try network.checkTokens(
        dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
      try network.checkTargets(
        Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
      (self.dataset, self.split, self.loss, self.network) = (dataset, split, loss, network)
    }

    func loss(of weights: MatchedWeights, workers: Workers) -> Double {
      Checkpoint(
        network: network, parameters: weights.parameters, buffers: weights.buffers, manifest: nil
      ).evaluate(
        loss, inputs: dataset.inputs,
        targets: Targets(labels: dataset.labels, values: dataset.values), workers: workers
      ).mean
    }
  }

  /// The plane of a trajectory's principal axes, with the trajectory on it, which ends at the centre.
  ///
  /// - Parameters:
  ///   - checkpoints: what it consists of beside the centre.
  ///   - examples: for the true losses; nil for none.
  ///   - held: see `PrincipalAxes`.
  ///   - context: gives the workers, is told of the progress and asked whether to stop.
  /// - Throws: `Failure` (data) where the checkpoints span no plane, and what reading throws.
  public init(
    of checkpoints: CheckpointSequence, examples: Examples? = nil, holding held: Int? = nil,
    in context: RunContext
  ) throws {
    let center = checkpoints.center
    try center.parameters.checkFinite(at: checkpoints.centerPath)
    let axes = try PrincipalAxes(of: checkpoints, holding: held, in: context)
    let layout = center.parameters.layout
    let plane = Plane(
      x: Parameters(layout: layout, values: axes.x), y: Parameters(layout: layout, values: axes.y),
      manifest: Manifest(
        .directions(
          DirectionsRecord(
            .trajectory(
              TrajectoryPlane(
                checkpoints: axes.rows, explainedVarianceRatio: axes.explainedVarianceRatio)),
            weightsDigest: try center.digest()))))
    try self.init(
      checkpoints, on: plane, endingAtCenter: !axes.endsAtCenter,
      explained: axes.explainedVarianceRatio, examples: examples, in: context)
  }

  /// A trajectory on a plane that is there: every checkpoint at its nearest point.
  ///
  /// - Parameters:
  ///   - plane: the plane around the centre of `checkpoints`.
  ///   - checkpoints: what the trajectory consists of.
  ///   - examples: for the true losses; nil for none.
  ///   - context: gives the workers, is told of the progress and asked whether to stop.
  /// - Throws: `Failure` (data) for a plane that is a line, and what reading throws.
  public init(
    of checkpoints: CheckpointSequence, on plane: Plane, examples: Examples? = nil,
    in context: RunContext
  ) throws {
    try self.init(
      checkpoints, on: plane, endingAtCenter: false, explained: nil, examples: examples,
      in: context)
  }

  private init(
    _ checkpoints: CheckpointSequence, on plane: Plane, endingAtCenter: Bool,
    explained: [Double]?, examples: Examples?, in context: RunContext
  ) throws {
    let project = PlaneProjection(plane)
    let center = checkpoints.center
    var steps: [Trajectory.Step] = []
    var digests: [String] = []
    func add(_ weights: MatchedWeights, digest: String) {
      let (x, y, distance) = project((weights.parameters - center.parameters).values)
      steps.append(
        Trajectory.Step(
          x: x, y: y, distance: distance,
          loss: examples?.loss(of: weights, workers: context.workers)))
      digests.append(digest)
    }
    let count = checkpoints.paths.count
    for index in 0..<count {
      try context.checkStop()
      let weights = try checkpoints.read(index)
      add(weights, digest: try weights.digest())
      context.advance(RunProgress(done: index + 1, of: count, .checkpoints, stage: "projecting"))
    }
    if endingAtCenter { add(MatchedWeights(center), digest: try center.digest()) }
    let record = PathRecord(
      checkpoints: digests, directionsDigest: try plane.digest(),
      data: examples.map {
        DataRecord(
          name: $0.dataset.name, split: $0.split.rawValue, samples: $0.dataset.count,
          digest: $0.dataset.digest, preparation: $0.dataset.preparation)
      }, loss: examples?.loss.recorded)
    trajectory = Trajectory(steps: steps, record: record)
    explainedVarianceRatio =
      explained ?? plane.manifest.directions?.plane.trajectory?.explainedVarianceRatio
    self.plane = plane.recording(record)
  }

  /// Writes a directions file with the trajectory, whole or not at all.
  public func write(to path: String) throws {
    var archive = plane.archive
    archive.trajectory = trajectory.arrays
    archive.explainedVarianceRatio = explainedVarianceRatio
    try archive.write(to: path)
  }
}

extension Plane {
  /// The plane, its manifest with the path that is stored beside it.
  fileprivate func recording(_ path: PathRecord) -> Plane {
    var record = manifest.directions ?? DirectionsRecord(.unknown)
    record.path = path
    return Plane(x: x, y: y, statistics: statistics, manifest: Manifest(.directions(record)))
  }
}
