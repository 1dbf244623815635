internal import Archives
public import Provenance

/// What a directions file says of its plane, without its numbers.
public struct PlaneOutline: Sendable {
  /// What spans the plane.
  public let kind: PlaneKind
  /// Whether there is one direction alone.
  public let isLine: Bool
  /// The path of an optimiser on it; nil for none.
  public let trajectory: Trajectory?

  /// Looks into a directions file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is not one.
  public init(path: String) throws {
    let summary = try DirectionsArchive.Summary(path: path)
    let manifest = try summary.manifest.map { try Manifest(parsing: $0, from: path) }
    kind = manifest?.directions?.plane ?? .unknown
    trajectory = summary.trajectory == nil ? nil : try Trajectory(path: path)
    isLine = summary.isLine || kind.nets?.isLine == true
  }

  /// The part of the plane that is worth seeing: around the path on it, or the nets that span it. Nil where that is not known.
  public var usualWindow: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    if let trajectory { return trajectory.window }
    return switch kind {
    // The nets lie on grids of 101 and of 51 points.
    case .nets(let nets): nets.isLine ? (0...1, 0...1) : (-0.125...1.125, -0.125...1.125)
    case .random, .hessian, .trajectory, .unknown: nil
    }
  }
}
