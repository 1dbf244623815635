public import Grids
public import Kernels
internal import Networks
internal import Synchronization

/// Evaluates any points of the plane of a surface, as the surface's own points are evaluated: the
/// same point gives the same bits, for any number of threads.
///
/// What all points share is computed once, here.
public final class PlaneSampler {
  private let evaluate: PointEvaluation
  private let workers: Workers

  /// Takes all memory that so many workers need.
  public init(_ sampler: SurfaceSampler, workers: Workers) {
    evaluate = sampler.pointEvaluation(workers: workers.count)
    self.workers = workers
  }

  /// The mean losses at some points, in their order.
  public func losses(at points: [PlanePoint]) -> [Double] {
    let losses = Mutex([Double](repeating: .nan, count: points.count))
    let evaluate = self.evaluate
    workers.forEach(points.count) { worker, index in
      let loss = evaluate(points[index].x, points[index].y, worker).mean
      losses.withLock { $0[index] = loss }
    }
    return losses.withLock { $0 }
  }
}
