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
      evaluation(InferencePlan(checkpoint.network), Float.self, workers: workers)
    case .reference:
      evaluation(.unfused(checkpoint.network), Double.self, workers: workers)
    }
  }

  private func evaluation<Scalar: KernelScalar>(
    _ plan: InferencePlan, _: Scalar.Type, workers: Int
  ) -> PointEvaluation {
    let set = EvaluationSet<Scalar>(inputs: dataset.inputs, labels: dataset.labels, plan: plan)
    let buffers = checkpoint.buffers.converted(to: Scalar.self).values
    let workspaces = (0..<workers).map { _ in InferenceWorkspace<Scalar>(plan) }
    for workspace in workspaces { workspace.buffers.assign(buffers) }
    let shared = Arena<Scalar>(count: 3 * ArenaLayout.aligned(checkpoint.parameters.values.count))
    func place(_ index: Int, _ parameters: Parameters<Float>) -> Region<Scalar> {
      let values = parameters.converted(to: Scalar.self).values
      let start = index * ArenaLayout.aligned(values.count)
      let region = shared[start..<start + values.count]
      region.assign(values)
      return region
    }
    let origin = place(0, checkpoint.parameters)
    let x = place(1, plane.x)
    let y = place(2, plane.y)
    return { alpha, beta, worker in
      let workspace = workspaces[worker]
      Elementwise.combine(
        origin, Scalar(alpha), x, Scalar(beta), y, into: workspace.parameters)
      workspace.prepare()
      return workspace.evaluate(set)
    }
  }
}
