internal import Failures
internal import Grids
internal import Kernels
public import Landscapes
internal import Networks
public import Reports
public import Runs

/// What `basin check` does: whether a net, its data and a plane are fit to be drawn.
public struct CheckStudy: Sendable {
  private let sampler: SurfaceSampler
  private let subject: [String]

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - sampler: the plane on a coarse grid with the centre among its points, with running statistics in
  ///     fast precision.
  ///   - subject: what is checked, a line each.
  public init(_ sampler: SurfaceSampler, subject: [String]) {
    (self.sampler, self.subject) = (sampler, subject)
  }

  /// Evaluates the points and puts the answers together.
  ///
  /// - Parameter context: its workers share the points; told of the progress and asked whether to stop.
  /// - Throws: `Failure` (interrupted) when stopped.
  public func run(in context: RunContext) throws -> CheckReport {
    let network = sampler.checkpoint.network
    var surface = LossSurface(grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    try sampler.run(&surface, in: context)
    guard surface.isComplete else { throw Failure(.interrupted, "stopped") }
    guard let centre = surface.centre else {
      preconditionFailure("a grid without the centre")
    }
    let net = NetChecks(centre: centre)
    var checks = [net.netLoss(exact: try value(.reference, .running).loss)]
    try context.checkStop()
    if network.normalizesBatches {
      checks.append(net.statistics(recalibrated: try value(.fast, .recalibrated)))
      try context.checkStop()
    }
    checks += sampler.checks(
      of: surface, GuessingBaseline(of: sampler.dataset, loss: sampler.loss))
    return CheckReport(subject: subject, checks: checks)
  }

  /// The numbers of the centre, computed in one way.
  private func value(
    _ precision: SamplingPrecision, _ statistics: InferencePlan.Statistics
  ) throws -> PointValue {
    let sampler = try SurfaceSampler(
      checkpoint: self.sampler.checkpoint, plane: self.sampler.plane, dataset: self.sampler.dataset,
      grid: self.sampler.grid, split: self.sampler.split, precision: precision,
      statistics: statistics, loss: self.sampler.loss)
    return try ThreadExecutor(sampler, workers: Workers(count: 1))
      .values(at: [PlanePoint(x: 0, y: 0)])[0]
  }
}
