/// The straight line y = intercept + slope · x that lies closest to points by ordinary least squares
/// (Legendre 1805, Gauss 1809), with the standard error of its slope.
public struct LineFit: Hashable, Sendable {
  /// How much y grows per unit of x.
  public let slope: Double
  /// The standard error of the slope, √(Σ residual²/(n − 2)/Σ (x − x̄)²): right where the points
  /// scatter independently and evenly about a line. Nil below 3 points.
  public let slopeStandardError: Double?
  /// y at x = 0.
  public let intercept: Double
  /// The number of points.
  public let count: Int

  /// Fits a line; nil unless all numbers are finite and two x differ.
  public init?(_ points: [(x: Double, y: Double)]) {
    guard points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }), !points.isEmpty else { return nil }
    let n = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / n
    let meanY = points.reduce(0) { $0 + $1.y } / n
    let spread = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard spread > 0 else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / spread
    let intercept = meanY - slope * meanX
    let residuals = points.reduce(0) {
      let residual = $1.y - intercept - slope * $1.x
      return $0 + residual * residual
    }
    self.slope = slope
    self.intercept = intercept
    count = points.count
    slopeStandardError = count > 2 ? (residuals / (n - 2) / spread).squareRoot() : nil
  }

  /// y on the line.
  public func value(at x: Double) -> Double { intercept + slope * x }
}
