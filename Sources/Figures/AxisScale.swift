/// How numbers are spread over an axis.
public enum AxisScale: Hashable, Sendable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; only positive numbers have a place.
  case logarithmic

  /// Whether a number has a place on such an axis.
  func holds(_ value: Double) -> Bool {
    self == .linear ? value.isFinite : isOnLogarithmicAxis(value)
  }

  /// Where a number lies between the ends of an axis: 0 at the lower, 1 at the upper.
  func fraction(of value: Double, in range: ClosedRange<Double>) -> Double {
    switch self {
    case .linear:
      return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      let (low, high) = (decimalLogarithm(range.lowerBound), decimalLogarithm(range.upperBound))
      return (decimalLogarithm(value) - low) / (high - low)
    }
  }
}
