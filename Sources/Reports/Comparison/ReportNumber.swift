internal import Foundation

/// How reports print numbers.
enum ReportNumber {
  /// What stands for a number that there is none of.
  static let none = "–"

  /// With so many significant digits; below a million without a power of ten.
  static func digits(_ value: Double, _ digits: Int = 3) -> String {
    // Adding zero keeps −0 from being printed as "-0".
    let text = String(format: "%.\(digits)g", value + 0)
    guard abs(value) < 1e6, text.contains("e+"), let rounded = Double(text) else { return text }
    return String(format: "%.0f", rounded)
  }

  /// With so many decimals.
  static func decimals(_ value: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", value + 0)
  }

  /// An interval, both ends alike.
  static func interval(_ range: ClosedRange<Double>, _ text: (Double) -> String) -> String {
    "\(text(range.lowerBound)) … \(text(range.upperBound))"
  }

  /// p with two digits; what is below 0.0001 only as that.
  static func p(_ value: Double) -> String {
    value < 1e-4 ? "< 0.0001" : digits(value, 2)
  }
}
