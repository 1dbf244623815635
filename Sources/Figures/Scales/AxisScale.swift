internal import RealModule

/// How numbers are spread over an axis.
public enum AxisScale: Hashable, Sendable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; only positive numbers have a place.
  case logarithmic
  /// For numbers of both signs and of very different sizes: linear around zero up to a number, and
  /// logarithmic on both sides far beyond it.
  case symmetricLogarithmic(linearUpTo: Double)

  /// Where a number lies on an axis without ends: the number itself, its decimal logarithm, or
  /// asinh(x/c)/ln 10 for one that is linear up to c, which counts decades far from zero.
  public func coordinate(of value: Double) -> Double {
    switch self {
    case .linear: value
    case .logarithmic: Double.log10(value)
    case .symmetricLogarithmic(let linear):
      Double.asinh(value / linear) / Double.log(10)
    }
  }

  /// The number at a coordinate.
  public func value(at coordinate: Double) -> Double {
    switch self {
    case .linear: coordinate
    case .logarithmic: Double.pow(10, coordinate)
    case .symmetricLogarithmic(let linear):
      linear * (Double.pow(10, coordinate) - Double.pow(10, -coordinate)) / 2
    }
  }

  /// Whether a number has a place on such an axis.
  func holds(_ value: Double) -> Bool {
    self == .logarithmic ? isOnLogarithmicAxis(value) : value.isFinite
  }

  /// Where a number lies between the ends of an axis: 0 at the lower, 1 at the upper.
  func fraction(of value: Double, in range: ClosedRange<Double>) -> Double {
    let (low, high) = (coordinate(of: range.lowerBound), coordinate(of: range.upperBound))
    let place = coordinate(of: value)
    // Halved where the range is too wide for a double.
    return (high - low).isFinite
      ? (place - low) / (high - low) : (place / 2 - low / 2) / (high / 2 - low / 2)
  }
}
