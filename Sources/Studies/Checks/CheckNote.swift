internal import Grids
public import Landscapes
internal import Networks
public import Reports
public import Runs

/// What was found amiss of a surface that has been sampled.
public struct CheckNote: RunNote {
  /// What the surface is called.
  public let surface: String
  /// The answer.
  public let check: Check

  /// The surface, what to make of it, and the answer.
  public var line: String { "\(surface): \(check.verdict.rawValue): \(check.sentence)" }
}

extension CheckNote {
  /// What is amiss, a note each.
  ///
  /// - Parameters:
  ///   - checks: all answers.
  ///   - surface: what the surface is called.
  public static func notes(_ checks: [Check], on surface: String) -> [CheckNote] {
    checks.filter { $0.verdict != .good }.map { CheckNote(surface: surface, check: $0) }
  }
}

extension SurfaceSampler {
  /// All answers that a surface of this sampler gives without evaluating anything more.
  ///
  /// - Parameters:
  ///   - surface: the surface, complete or not.
  ///   - baseline: what can be reached on the sampler's examples without a net.
  public func checks(of surface: LossSurface, _ baseline: GuessingBaseline) -> [Check] {
    let geometry = PlaneGeometry(of: plane, around: checkpoint.parameters)
    return (surface.centre.map { NetChecks(centre: $0).accuracy(baseline) } ?? [])
      + SurfaceChecks(of: surface, geometry: geometry).all
  }
}

extension LossSurface {
  /// The numbers of the centre; nil where it is not among the computed points.
  var centre: PointValue? {
    guard let column = grid.xs.firstIndex(of: 0), let row = grid.ys.firstIndex(of: 0) else {
      return nil
    }
    let point = grid.index(column: column, row: row)
    guard loss.isComputed[point] else { return nil }
    return PointValue(
      loss: loss[point], error: error[point], accuracy: accuracy[point])
  }
}
