import Analysis
import Grids

/// A function of the plane in closed form, with what is sampled of it apart from what is exact.
struct TestFunction: PlaneFunction {
  private let loss: (Double, Double) -> Double
  private let sampled: (Double, Double) -> Double
  private let derivatives: ((Double, Double) -> LocalModel)?

  /// - Parameters:
  ///   - sampled: what a surface holds, where that is not the exact loss.
  ///   - model: the derivatives, where differences would not tell them.
  init(
    sampled: ((Double, Double) -> Double)? = nil, model: ((Double, Double) -> LocalModel)? = nil,
    _ loss: @escaping (Double, Double) -> Double
  ) {
    self.loss = loss
    self.sampled = sampled ?? loss
    derivatives = model
  }

  func losses(at points: [PlanePoint]) -> [Double] {
    points.map { sampled($0.x, $0.y) }
  }

  func exactLosses(at points: [PlanePoint]) -> [Double] { points.map { loss($0.x, $0.y) } }

  /// Central differences of second order: of a quadratic function they are exact but for rounding.
  func model(at point: PlanePoint) -> LocalModel {
    if let derivatives { return derivatives(point.x, point.y) }
    let h = 1e-5
    func f(_ a: Double, _ b: Double) -> Double { loss(point.x + a * h, point.y + b * h) }
    return LocalModel(
      loss: f(0, 0),
      gradient: ((f(1, 0) - f(-1, 0)) / (2 * h), (f(0, 1) - f(0, -1)) / (2 * h)),
      hessian: (
        (f(1, 0) - 2 * f(0, 0) + f(-1, 0)) / (h * h),
        (f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * h * h),
        (f(0, 1) - 2 * f(0, 0) + f(0, -1)) / (h * h)
      ))
  }
}
