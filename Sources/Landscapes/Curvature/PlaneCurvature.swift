public import Datasets
internal import Failures
public import Kernels
public import Networks

/// The loss at a point of a plane and its derivatives along the plane's axes.
public struct PlaneDerivatives: Hashable, Sendable {
  /// The mean loss.
  public let loss: Double
  /// Its slope along the horizontal direction, g·x for the gradient g.
  public let gradientX: Double
  /// Its slope along the vertical direction, g·y.
  public let gradientY: Double
  /// Its second derivative along the horizontal direction, xᵀ·H·x for the Hessian H.
  public let hessianXX: Double
  /// Its mixed second derivative, xᵀ·H·y.
  public let hessianXY: Double
  /// Its second derivative along the vertical direction, yᵀ·H·y.
  public let hessianYY: Double

  /// Creates derivatives.
  public init(
    loss: Double, gradientX: Double, gradientY: Double, hessianXX: Double, hessianXY: Double,
    hessianYY: Double
  ) {
    self.loss = loss
    self.gradientX = gradientX
    self.gradientY = gradientY
    self.hessianXX = hessianXX
    self.hessianXY = hessianXY
    self.hessianYY = hessianYY
  }
}

/// Exact derivatives of the loss on a plane around a network's weights, in Double: one gradient and
/// two Hessian-vector products for each point.
///
/// Coordinates are those of a surface: (α, β) has the parameters origin + α·x + β·y, formed in Double,
/// and the running statistics of the origin. For ReLU see `HessianOperator`.
public final class PlaneCurvature {
  /// The Hessian in all parameters; it stands where the last point was.
  private let hessian: HessianOperator
  private let origin: [Double]
  private let x: [Double]
  private let y: [Double]

  /// Prepares a plane; parameters are those of `HessianOperator`.
  ///
  /// - Throws: `Failure` (`.data`) if the data do not fit the network, or the plane moves its running
  ///   statistics.
  public init(
    checkpoint: Checkpoint, plane: Plane, dataset: Dataset, loss: Loss = .crossEntropy,
    workers: Workers, batchSize: Int? = nil, onBatch: @escaping () throws -> Void = {}
  ) throws {
    precondition(
      plane.x.layout == checkpoint.network.parameters, "a plane of another network's parameters")
    guard plane.statistics == nil else {
      throw Failure(
        .data,
        "derivatives along a plane that moves the running statistics are not known",
        remedy: "Give a plane that does not, such as one of random directions.")
    }
    hessian = try HessianOperator(
      checkpoint: checkpoint, dataset: dataset, loss: loss, workers: workers,
      batchSize: batchSize, onBatch: onBatch)
    origin = hessian.point
    x = plane.x.values.map(Double.init)
    y = plane.y.values.map(Double.init)
  }

  /// The mean loss at a point.
  ///
  /// - Throws: what `onBatch` throws.
  public func loss(x: Double, y: Double) throws -> Double {
    move(x, y)
    return try hessian.lossTotal().mean
  }

  /// The mean loss at a point with its first and second derivatives.
  ///
  /// - Throws: what `onBatch` throws.
  public func derivatives(x: Double, y: Double) throws -> PlaneDerivatives {
    move(x, y)
    let (loss, gradient) = try hessian.lossAndGradient()
    let alongX = try hessian.product(with: self.x)
    let alongY = try hessian.product(with: self.y)
    return PlaneDerivatives(
      loss: loss.mean, gradientX: LinearAlgebra.dot(gradient, self.x),
      gradientY: LinearAlgebra.dot(gradient, self.y),
      hessianXX: LinearAlgebra.dot(alongX, self.x), hessianXY: LinearAlgebra.dot(alongX, self.y),
      hessianYY: LinearAlgebra.dot(alongY, self.y))
  }

  private func move(_ alpha: Double, _ beta: Double) {
    hessian.move(to: origin.indices.map { origin[$0] + alpha * x[$0] + beta * y[$0] })
  }
}
