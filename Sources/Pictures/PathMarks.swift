internal import Figures
internal import Grids
public import Landscapes
internal import Numerals
internal import Provenance

/// A trajectory that is drawn on a surface.
public struct DrawnTrajectory: Sendable {
  /// The path.
  public let trajectory: Trajectory
  /// What the legend calls it, where there are several.
  public let name: String

  /// Names a path.
  public init(_ trajectory: Trajectory, name: String) {
    self.trajectory = trajectory
    self.name = name
  }
}

/// Where the loss of a surface under a path is farthest from the true loss of a checkpoint.
public struct PathMismatch: Hashable, Sendable {
  /// The checkpoint, from 1.
  public let checkpoint: Int
  /// How many there are.
  public let count: Int
  /// Its true loss.
  public let trueLoss: Double
  /// The loss of the surface at its nearest point of the plane.
  public let planeLoss: Double
  /// Its distance to the plane, in the norm of the weights.
  public let distance: Double

  /// How many times the larger loss is the smaller.
  public var factor: Double {
    max(trueLoss, planeLoss) / max(min(trueLoss, planeLoss), .leastNonzeroMagnitude)
  }

  /// From which factor on it is worth a warning.
  public static let worthTelling = 1.5

  /// In words: `the true loss of checkpoint 3 of 12 is 0.412, the surface there 1.31 (3.2 times)`.
  public var text: String {
    "the true loss of checkpoint \(checkpoint) of \(count) is \(trueLoss.written()), the surface "
      + "under it \(planeLoss.written()) (\(factor.written(.significant(2))) times apart): it lies "
      + "\(distance.written()) off the plane"
  }

  /// The largest; nil where no true loss is known at a point that the surface holds.
  public init?(of trajectory: Trajectory, on surface: LossSurface) {
    let found = trajectory.steps.enumerated().compactMap { index, step -> Self? in
      guard let loss = step.loss, loss.isFinite, loss > 0,
        let plane = surface.loss.interpolated(at: PlanePoint(x: step.x, y: step.y)),
        plane.isFinite, plane > 0
      else { return nil }
      return Self(
        checkpoint: index + 1, count: trajectory.steps.count, trueLoss: loss, planeLoss: plane,
        distance: step.distance)
    }
    guard let largest = found.max(by: { $0.factor < $1.factor }) else { return nil }
    self = largest
  }

  private init(
    checkpoint: Int, count: Int, trueLoss: Double, planeLoss: Double, distance: Double
  ) {
    self.checkpoint = checkpoint
    self.count = count
    self.trueLoss = trueLoss
    self.planeLoss = planeLoss
    self.distance = distance
  }
}

extension PathMark {
  /// The marks of some paths on one surface.
  static func marks(of paths: [DrawnTrajectory]) -> [PathMark] {
    paths.enumerated().map { number, path in
      PathMark(
        steps: path.trajectory.steps.map {
          Step(at: PlanePoint(x: $0.x, y: $0.y), value: $0.loss)
        }, name: paths.count > 1 ? path.name : nil, number: number)
    }
  }
}
