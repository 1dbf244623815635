internal import Foundation

/// How a number is written for people. All numbers that Basin shows are written here; JSON and CSV
/// hold the shortest decimals that read back to the same bits instead.
package enum NumberStyle: Hashable, Sendable {
  /// With at most that many significant digits; in full from 10⁻⁴ up to below a million:
  /// `0.2137`, `91.25`, `12350`, `1.3e+06`.
  case significant(Int)
  /// With that many digits behind the point: `91.3`.
  case decimals(Int)
  /// With a power of ten, whatever the number, and that many digits behind the point: `2.1e-06`.
  case scientific(Int)
  /// A share as a percentage with that many digits behind the point: 0.4762 is `47.6 %`.
  case percentage(Int)
  /// For running text, with three significant digits, whole numbers below a million in full:
  /// `0.0402`, `8,510`, `8.03 × 10⁻⁹`.
  case prose

  /// What stands for a number that does not exist.
  package static let none = "–"
}

extension Double {
  /// The number for people, with four significant digits unless asked for otherwise; not finite as
  /// `nan`, `inf` and `-inf`.
  package func written(_ style: NumberStyle = .significant(4)) -> String {
    // Adding zero keeps −0 from being printed as "-0".
    let value = self + 0
    switch style {
    case .significant(let digits): return value.significant(digits)
    case .decimals(let digits): return String(format: "%.\(digits)f", value)
    case .scientific(let digits): return String(format: "%.\(digits)e", value)
    case .percentage(let digits): return (100 * value).written(.decimals(digits)) + " %"
    case .prose: return value.prose
    }
  }

  private func significant(_ digits: Int) -> String {
    let text = String(format: "%.\(digits)g", self)
    guard abs(self) < 1e6, text.contains("e+"), let rounded = Double(text) else { return text }
    return rounded.written(.decimals(0))
  }

  private var prose: String {
    let size = abs(self)
    guard isFinite, self != 0, size < 1e-4 || size >= 1000 else {
      return self == rounded() ? written(.decimals(0)) : significant(3)
    }
    let parts = written(.scientific(2)).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return significant(3) }
    if (3...5).contains(exponent) { return Int(rounded(.toNearestOrEven)).grouped }
    return "\(parts[0]) × 10\(exponent.superscript)"
  }

  /// A probability with two digits; below 0.0001 only as that.
  package var probability: String { self < 1e-4 ? "< 0.0001" : written(.significant(2)) }

  /// The number, and what it may be off by, with as many decimals as the error has a digit in, at
  /// least three; the sign always shown: `−0.541 ± 0.002`.
  package func withSign(error: Double?) -> String {
    let error = error.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    let decimals = error.map { min(12, max(3, Int((-log10($0)).rounded(.up)))) } ?? 3
    let text = String(format: "%+.\(decimals)f", self).replacing("-", with: "−")
    return text + (error.map { " ± " + $0.written(.decimals(decimals)) } ?? "")
  }

  /// Seconds as `0:07`, `12:34` or `1:02:03`, rounded to whole ones.
  package var clockTime: String {
    guard isFinite, self < 1e9 else { return "?" }
    let whole = Int(Swift.max(0, self).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let tail = two(whole % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(tail)" : "\(minutes):\(tail)"
  }
}

extension Double? {
  /// The number for people, or a dash.
  package func written(_ style: NumberStyle = .significant(4)) -> String {
    map { $0.written(style) } ?? NumberStyle.none
  }
}

extension ClosedRange<Double> {
  /// Both ends for people.
  package func written(_ style: NumberStyle) -> String {
    "\(lowerBound.written(style)) … \(upperBound.written(style))"
  }
}

extension Double {
  /// Rounded to a whole number, with commas: `12,345`; `?` where it is too large to count in.
  package var grouped: String { magnitude < 1e15 ? Int(rounded()).grouped : "?" }
}

extension Int {
  /// With commas between groups of three digits: `12,345`.
  package var grouped: String {
    var digits = String(magnitude)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// In raised digits, as of a power: `⁻⁹`.
  package var superscript: String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let text = String(magnitude).compactMap { $0.wholeNumberValue.map { digits[$0] } }
    return (self < 0 ? "⁻" : "") + String(text)
  }
}
