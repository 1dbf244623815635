internal import Foundation

/// How reports print numbers.
enum ReportNumber {
  /// What stands for a number that there is none of.
  static let none = "–"

  /// With so many significant digits.
  static func digits(_ value: Double, _ digits: Int = 3) -> String {
    // Adding zero keeps −0 from being printed as "-0".
    String(format: "%.\(digits)g", value + 0)
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
