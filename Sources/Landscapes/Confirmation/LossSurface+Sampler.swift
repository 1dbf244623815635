public import Datasets
internal import Failures
internal import Grids
public import Kernels
public import Networks

extension LossSurface {
  /// Reassembles what a surface was sampled from, to evaluate further points of the same
  /// plane.
  ///
  /// Everything that determines the numbers is compared with the manifest: weights, data,
  /// directions, precision, OpenBLAS core. Then some points are evaluated again and must be
  /// bit-identical to those in the file.
  ///
  /// - Parameters:
  ///   - path: the surface's file, for messages.
  ///   - checkpoint: the weights.
  ///   - dataset: the examples.
  ///   - directions: the directions, where they came from a file; nil for random ones, which are
  ///     drawn again.
  ///   - workers: how many threads evaluate those points.
  /// - Throws: `Failure` (`.data`) naming what differs; (`.usage`) where directions are missing.
  public func sampler(
    path: String, checkpoint: Checkpoint, dataset: Dataset, directions: Plane?, workers: Workers
  ) throws -> SurfaceSampler {
    let origin = try SurfaceOrigin(of: self, path: path)
    let precision = try origin.precision(of: self)
    try origin.check(weights: try checkpoint.digest())
    let plane =
      try directions ?? Plane.random(around: checkpoint, try origin.randomDirections())
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: grid, split: origin.split,
      precision: precision, statistics: origin.statistics, loss: origin.loss)
    try origin.check(sampler.manifest)
    try check(sampler, path: path, workers: workers)
    return sampler
  }

  /// Evaluates some points again.
  private func check(_ sampler: SurfaceSampler, path: String, workers: Workers) throws {
    let points = checkedPoints
    let executor = ThreadExecutor(
      sampler, workers: Workers(count: min(workers.count, points.count)))
    try check(points, on: executor, path: path) {
      $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
    }
  }

  /// The corners, the middle and a point between.
  var checkedPoints: [Int] {
    let last = grid.count - 1
    return Set([0, grid.columns - 1, last / 3, last / 2, last - grid.columns + 1, last]).sorted()
  }

  /// Evaluates points again.
  ///
  /// - Parameter agree: whether a loss and the one in the file are the same.
  /// - Throws: `Failure` (`.data`) naming the first that is not, and what the executor throws.
  func check(
    _ points: [Int], on executor: some PointExecutor, path: String,
    agree: (_ again: Double, _ known: Double) -> Bool
  ) throws {
    let again = try executor.losses(at: points.map { grid.position(of: $0) })
    for (point, value) in zip(points, again) where !agree(value, loss[point]) {
      let place = grid.position(of: point)
      throw Failure(
        .data,
        "has a loss of \(loss[point]) at (\(place.x), \(place.y)), where its weights, data and "
          + "directions give \(value)",
        at: path, remedy: "Another version made it, or it was changed later: sample it again.")
    }
  }
}
