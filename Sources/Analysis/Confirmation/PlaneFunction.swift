public import Grids

/// A function of the plane to second order around a point: loss and derivatives in the plane's
/// coordinates. At a kink they are those of one side.
public struct LocalModel: Hashable, Sendable {
  /// The loss.
  public let loss: Double
  /// ∂/∂x and ∂/∂y of the loss.
  public let gradient: (x: Double, y: Double)
  /// The matrix of second derivatives, which is symmetric.
  public let hessian: (xx: Double, xy: Double, yy: Double)

  /// Describes the function at a point.
  public init(
    loss: Double, gradient: (x: Double, y: Double), hessian: (xx: Double, xy: Double, yy: Double)
  ) {
    (self.loss, self.gradient, self.hessian) = (loss, gradient, hessian)
  }

  /// The length of the gradient.
  public var gradientNorm: Double {
    (gradient.x * gradient.x + gradient.y * gradient.y).squareRoot()
  }

  /// The eigenvalues of the Hessian, the smaller one first.
  public var eigenvalues: [Double] {
    let mean = (hessian.xx + hessian.yy) / 2
    let difference = (hessian.xx - hessian.yy) / 2
    let radius = (difference * difference + hessian.xy * hessian.xy).squareRoot()
    return [mean - radius, mean + radius]
  }

  /// The function along the axes that are asked for: all derivatives along others are 0.
  func restricted(toX hasX: Bool, y hasY: Bool) -> LocalModel {
    LocalModel(
      loss: loss, gradient: (hasX ? gradient.x : 0, hasY ? gradient.y : 0),
      hessian: (
        hasX ? hessian.xx : 0, hasX && hasY ? hessian.xy : 0, hasY ? hessian.yy : 0
      ))
  }

  /// Compares all numbers.
  public static func == (a: LocalModel, b: LocalModel) -> Bool {
    a.loss == b.loss && a.gradient == b.gradient && a.hessian == b.hessian
  }

  /// Hashes all numbers.
  public func hash(into hasher: inout Hasher) {
    for number in [loss, gradient.x, gradient.y, hessian.xx, hessian.xy, hessian.yy] {
      hasher.combine(number)
    }
  }
}

/// The function that a surface of losses was sampled from, for evaluating further points.
///
/// The same point must always give bit-identical results. What a function throws ends the
/// confirmation and is thrown on, so it may also stop the work.
public protocol PlaneFunction {
  /// The losses at some points, in their order, computed as those of the surface were.
  func losses(at points: [PlanePoint]) throws -> [Double]

  /// The losses at some points, in their order, as exact as possible: the reference for the
  /// rounding errors of ``losses(at:)``.
  func exactLosses(at points: [PlanePoint]) throws -> [Double]

  /// The exact loss with its exact first and second derivatives.
  func model(at point: PlanePoint) throws -> LocalModel
}
