public import Datasets
public import Grids
internal import Provenance

extension LossSurface {
  /// How far two losses of one evaluator may be apart, in relation to the larger: devices and libraries
  /// need not give the same bits twice.
  private static let evaluatorTolerance = 1e-4

  /// Makes sure that an evaluator gives the losses of this surface.
  ///
  /// Weights, directions and the number of examples are compared with the manifest; then some points are
  /// evaluated again and must agree to four digits.
  ///
  /// - Parameters:
  ///   - path: the surface's file, for messages.
  ///   - executor: the evaluator.
  ///   - surface: the surface that it would make.
  /// - Throws: `Failure` (`.data`) naming what differs, and what the evaluator throws.
  public func check(
    path: String, evaluator executor: some PointExecutor, of surface: SurfaceDescription
  ) throws {
    try SurfaceOrigin(of: self, path: path).check(surface.manifest)
    try check(checkedPoints, on: executor, path: path) { again, known in
      guard again.isFinite, known.isFinite else {
        return again == known || (again.isNaN && known.isNaN)
      }
      return abs(again - known) <= Self.evaluatorTolerance * max(abs(again), abs(known))
    }
  }
}

extension SurfaceDescription {
  /// A surface whose losses an evaluator computes.
  ///
  /// - Parameters:
  ///   - command: what starts the evaluator.
  ///   - examples: the number of examples that it states.
  ///   - weights: the weights at the centre.
  ///   - plane: the directions.
  ///   - grid: where the points are.
  ///   - split: which examples the losses are said to be of.
  /// - Throws: what digests throw.
  public init(
    command: String, examples: Int, weights: NamedWeights, plane: Plane, grid: Grid,
    split: DatasetSplit
  ) throws {
    let evaluator = EvaluatorRecord(command: command, examples: examples, split: split.rawValue)
    self.init(
      grid: grid, split: split,
      manifest: Manifest(
        .surface(
          SurfaceRecord(
            weights: Origin(digest: try weights.digest(), made: weights.manifest),
            directions: Origin(digest: try plane.digest(), made: plane.manifest),
            evaluator: evaluator, grid: grid))))
  }
}
