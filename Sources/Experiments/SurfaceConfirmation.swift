public import Analysis
public import Datasets
internal import Failures
internal import Grids
public import Kernels
public import Landscapes
public import Networks

/// The second look at the minima of a loss surface (see `MinimaConfirmation`): with the weights,
/// data and directions that the surface was sampled from.
public struct SurfaceConfirmation: Sendable {
  /// The surface.
  public let surface: LossSurface
  /// Its file, for messages.
  public let path: String
  private let sampler: SurfaceSampler

  /// Puts together what the surface was sampled from, and makes sure that it is that.
  ///
  /// - Parameters:
  ///   - path: the surface's file, for messages.
  ///   - directions: the directions, where they came from a file; nil for random ones, which are
  ///     drawn again.
  ///   - workers: how many threads evaluate some points to compare.
  /// - Throws: `Failure` naming what differs (see `LossSurface.sampler`).
  public init(
    _ surface: LossSurface, path: String, checkpoint: Checkpoint, dataset: Dataset,
    directions: Plane? = nil, workers: Workers
  ) throws {
    self.surface = surface
    self.path = path
    sampler = try surface.sampler(
      path: path, checkpoint: checkpoint, dataset: dataset, directions: directions,
      workers: workers)
  }

  /// Looks again at the minima of an analysis of the surface. No result depends on the number of
  /// threads.
  ///
  /// - Parameters:
  ///   - analysis: of all of the surface.
  ///   - onProgress: called after each piece of work with the work done and the work there is, in
  ///     points; the latter is an estimate.
  ///   - shouldStop: asked before each piece of work.
  /// - Throws: `Failure` (`.interrupted`) when stopped; nothing is kept then.
  public func run(
    _ analysis: MinimaAnalysis, workers: Workers,
    onProgress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws -> MinimaConfirmation {
    let check: () throws -> Void = {
      guard shouldStop() else { return }
      throw Failure(.interrupted, "stopped; nothing of the confirmation is kept")
    }
    let plane = try SampledPlane(sampler, workers: workers, check: check)
    guard
      let confirmation = try MinimaConfirmation(
        of: surface.lossField, analysis: analysis, function: plane, onProgress: onProgress)
    else {
      throw Failure(
        .data, "is spaced too finely to be refined", at: path,
        remedy: "There is nothing between its points to look at.")
    }
    return confirmation
  }
}

/// The loss of a net on a plane.
private struct SampledPlane: PlaneFunction {
  private let sampler: PlaneSampler
  private let exact: PlaneSampler
  private let curvature: PlaneCurvature
  private let check: () throws -> Void

  init(_ sampler: SurfaceSampler, workers: Workers, check: @escaping () throws -> Void) throws {
    self.sampler = PlaneSampler(sampler, workers: workers)
    exact =
      sampler.precision == .reference
      ? self.sampler : PlaneSampler(try sampler.inReferencePrecision(), workers: workers)
    curvature = try PlaneCurvature(
      checkpoint: sampler.checkpoint, plane: sampler.plane, dataset: sampler.dataset,
      workers: workers, onBatch: check)
    self.check = check
  }

  func losses(at points: [PlanePoint]) throws -> [Double] {
    try check()
    return sampler.losses(at: points)
  }

  func exactLosses(at points: [PlanePoint]) throws -> [Double] {
    try check()
    return exact.losses(at: points)
  }

  func model(at point: PlanePoint) throws -> LocalModel {
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
      precision: .reference)
  }
}
