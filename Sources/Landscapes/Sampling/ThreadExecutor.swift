internal import Datasets
public import Grids
public import Kernels
internal import Networks

/// Evaluates points of a plane in threads of this process: one thread a point, from the first example to
/// the last.
///
/// What all points share is computed once, and all memory is taken, when it is made: nothing is
/// allocated for a point.
public struct ThreadExecutor: PointExecutor {
  /// The loss at a point (α, β), computed in the memory of one of several workers.
  private typealias Evaluation =
    @Sendable (_ alpha: Double, _ beta: Double, _ worker: Int) -> LossTotal

  private let workers: Workers
  private let evaluation: Evaluation

  /// Allocates all memory that this number of workers needs.
  public init(_ sampler: SurfaceSampler, workers: Workers) {
    self.workers = workers
    let network = sampler.checkpoint.network
    let (examples, statistics) = (sampler.dataset.count, sampler.statistics)
    evaluation =
      switch sampler.precision {
      case .fast:
        Self.evaluation(
          sampler, .alongPlane(network, examples: examples, statistics: statistics), Float.self,
          workers: workers.count)
      case .reference:
        Self.evaluation(
          sampler, .unfused(network, examples: examples, statistics: statistics), Double.self,
          workers: workers.count)
      }
  }

  /// Evaluates points with the threads of this process, one point a thread.
  public func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) {
    workers.forEach(points.count, while: condition) { worker, index in
      let total = evaluation(points[index].x, points[index].y, worker)
      onValue(
        index,
        PointValue(loss: total.mean, error: total.standardError, accuracy: total.accuracy))
    }
  }

  private static func evaluation<Scalar: KernelScalar>(
    _ sampler: SurfaceSampler, _ plan: InferencePlan, _: Scalar.Type, workers: Int
  ) -> Evaluation {
    func converted(_ parameters: Parameters<Float>) -> [Scalar] {
      parameters.converted(to: Scalar.self).values
    }
    let plane = PlaneRegions<Scalar>(
      origin: converted(sampler.checkpoint.parameters), x: converted(sampler.plane.x),
      y: converted(sampler.plane.y),
      statistics: sampler.plane.statistics.map {
        (converted(sampler.checkpoint.buffers), converted($0.x), converted($0.y))
      })
    let set = EvaluationSet<Scalar>(
      inputs: sampler.dataset.inputs,
      targets: Targets(labels: sampler.dataset.labels, values: sampler.dataset.values),
      loss: sampler.loss,
      plan: plan, plane: plane)
    let workspaces = (0..<workers).map { _ in InferenceWorkspace<Scalar>(plan, plane: plane) }
    for workspace in workspaces {
      workspace.buffers.assign(converted(sampler.checkpoint.buffers))
    }
    return { alpha, beta, worker in
      let workspace = workspaces[worker]
      workspace.move(to: Scalar(alpha), Scalar(beta))
      return workspace.evaluate(set)
    }
  }
}
