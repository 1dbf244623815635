public import Grids
public import Kernels
internal import Networks
internal import Synchronization

/// Evaluates any points of the plane of a surface, as the surface's own points are evaluated: the
/// same point gives a bit-identical result for any number of threads.
///
/// What all points share is computed once, here.
public final class PlaneSampler {
  private let executor: ThreadExecutor

  /// Allocates all memory that this number of workers needs.
  public init(_ sampler: SurfaceSampler, workers: Workers) {
    executor = ThreadExecutor(sampler, workers: workers)
  }

  /// The mean losses at some points, in their order.
  public func losses(at points: [PlanePoint]) -> [Double] {
    let losses = Mutex([Double](repeating: .nan, count: points.count))
    executor.evaluate(points, while: { true }) { index, value in
      losses.withLock { $0[index] = value.loss }
    }
    return losses.withLock { $0 }
  }
}
