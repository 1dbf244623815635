internal import Datasets
internal import Kernels
internal import Networks

/// The loss at a point (α, β) of a plane, computed in the memory of one of several workers.
typealias PointEvaluation =
  @Sendable (_ alpha: Double, _ beta: Double, _ worker: Int) -> LossTotal

extension SurfaceSampler {
  /// Takes all memory that so many workers need.
  func pointEvaluation(workers: Int) -> PointEvaluation {
    switch precision {
    case .fast:
      evaluation(
        .alongPlane(checkpoint.network, examples: dataset.count), Float.self, workers: workers)
    case .reference:
      evaluation(.unfused(checkpoint.network), Double.self, workers: workers)
    }
  }

  private func evaluation<Scalar: KernelScalar>(
    _ plan: InferencePlan, _: Scalar.Type, workers: Int
  ) -> PointEvaluation {
    func converted(_ parameters: Parameters<Float>) -> [Scalar] {
      parameters.converted(to: Scalar.self).values
    }
    let plane = PlaneRegions<Scalar>(
      origin: converted(checkpoint.parameters), x: converted(plane.x), y: converted(plane.y))
    let set = EvaluationSet<Scalar>(
      inputs: dataset.inputs, labels: dataset.labels, plan: plan, plane: plane)
    let workspaces = (0..<workers).map { _ in InferenceWorkspace<Scalar>(plan) }
    for workspace in workspaces { workspace.buffers.assign(converted(checkpoint.buffers)) }
    return { alpha, beta, worker in
      let workspace = workspaces[worker]
      workspace.move(to: Scalar(alpha), Scalar(beta), on: plane)
      return workspace.evaluate(set)
    }
  }
}
