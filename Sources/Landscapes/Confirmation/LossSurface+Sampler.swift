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
    try origin.check(weights: try checkpoint.digest())
    let plane =
      try directions ?? Plane.random(around: checkpoint, try origin.randomDirections())
    let sampler = try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: grid, split: origin.split,
      precision: origin.precision, loss: origin.loss)
    try origin.check(sampler.manifest)
    try check(sampler, path: path, workers: workers)
    return sampler
  }

  /// Evaluates the corners, the middle and a point between again.
  private func check(_ sampler: SurfaceSampler, path: String, workers: Workers) throws {
    let last = grid.count - 1
    let points = Set([0, grid.columns - 1, last / 3, last / 2, last - grid.columns + 1, last])
      .sorted()
    let again = try ThreadExecutor(
      sampler, workers: Workers(count: min(workers.count, points.count))
    ).losses(
      at: points.map {
        PlanePoint(x: grid.xs[grid.column(of: $0)], y: grid.ys[grid.row(of: $0)])
      })
    for (point, value) in zip(points, again)
    where value.bitPattern != loss[point].bitPattern && !(value.isNaN && loss[point].isNaN) {
      throw Failure(
        .data,
        "has a loss of \(loss[point]) at (\(grid.xs[grid.column(of: point)]), "
          + "\(grid.ys[grid.row(of: point)])), where its weights, data and directions give \(value)",
        at: path, remedy: "Another version made it, or it was changed later: sample it again.")
    }
  }
}
