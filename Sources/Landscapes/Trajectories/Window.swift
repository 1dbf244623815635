internal import RealModule

/// The ends of intervals that people read.
enum Window {
  /// A number of three digits beside one, upwards or downwards.
  static func rounded(_ value: Double, down: Bool) -> Double {
    guard value != 0, value.isFinite else { return value }
    let exponent = Double.log10(abs(value)).rounded(.down) - 2
    // Powers of ten that are whole are exact, so that the result is the nearest number to its text.
    let unit = Double.pow(10, abs(exponent).rounded())
    guard unit.isFinite else { return value }
    let steps = (exponent < 0 ? value * unit : value / unit).rounded(down ? .down : .up)
    return exponent < 0 ? steps / unit : steps * unit
  }
}
