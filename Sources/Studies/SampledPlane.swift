internal import Analysis
internal import Failures
internal import Grids
internal import Landscapes
internal import Networks
internal import Runs

/// The loss of a net on a plane.
///
/// Derivatives are exact, except where statistics of batch normalisations are those of the examples at each
/// point: there they are central differences in double precision.
struct SampledPlane: PlaneFunction {
  private let executor: any PointExecutor
  private let exact: any PointExecutor
  private let curvature: PlaneCurvature?
  private let differences: EvaluatedPlane
  private let context: RunContext

  init(_ sampler: SurfaceSampler, in context: RunContext) throws {
    let workers = context.workers
    executor = ThreadExecutor(sampler, workers: workers)
    exact =
      sampler.precision == .reference
      ? executor : ThreadExecutor(try sampler.inReferencePrecision(), workers: workers)
    curvature =
      sampler.statistics == .running
      ? try PlaneCurvature(
        checkpoint: sampler.checkpoint, plane: sampler.plane, dataset: sampler.dataset,
        loss: sampler.loss, workers: workers, onBatch: { try context.checkStop() }) : nil
    differences = EvaluatedPlane(exact, grid: sampler.grid, in: context)
    self.context = context
  }

  func losses(at points: [PlanePoint]) throws -> [Double] {
    try context.checkStop()
    return try executor.losses(at: points)
  }

  func exactLosses(at points: [PlanePoint]) throws -> [Double] {
    try context.checkStop()
    return try exact.losses(at: points)
  }

  func model(at point: PlanePoint) throws -> LocalModel {
    guard let curvature else { return try differences.model(at: point) }
    let derivatives = try curvature.derivatives(x: point.x, y: point.y)
    return LocalModel(
      loss: derivatives.loss, gradient: (derivatives.gradientX, derivatives.gradientY),
      hessian: (derivatives.hessianXX, derivatives.hessianXY, derivatives.hessianYY))
  }
}

extension SurfaceSampler {
  /// The same points in double precision, operation by operation.
  fileprivate func inReferencePrecision() throws -> SurfaceSampler {
    try SurfaceSampler(
      checkpoint: checkpoint, plane: plane, dataset: dataset, grid: grid, split: split,
      precision: .reference, statistics: statistics, loss: loss)
  }
}

extension RunContext {
  /// - Throws: `Failure` (interrupted) where the run is to end.
  func checkStop() throws(Failure) {
    if shouldEnd { throw Failure(.interrupted, "stopped") }
  }
}
