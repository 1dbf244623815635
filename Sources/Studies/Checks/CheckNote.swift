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

extension SurfaceSampler {
  /// What is amiss with a surface that this sampler made, in notes: all that can be said without evaluating
  /// anything more.
  ///
  /// - Parameters:
  ///   - surface: the surface, complete or not.
  ///   - name: what it is called.
  public func notes(on surface: LossSurface, name: String) -> [CheckNote] {
    checks(of: surface).filter { $0.verdict != .good }.map { CheckNote(surface: name, check: $0) }
  }

  /// All answers that a surface of this sampler gives by itself.
  ///
  /// - Parameter surface: the surface, complete or not.
  func checks(of surface: LossSurface) -> [Check] {
    let geometry = PlaneGeometry(of: plane, around: checkpoint.parameters)
    let baseline = GuessingBaseline(of: dataset, loss: loss)
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
