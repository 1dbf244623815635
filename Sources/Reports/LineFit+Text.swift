public import Analysis
internal import Foundation

extension LineFit {
  /// The slope with its sign and its standard error, `−0.541 ± 0.002`: three decimals, or as many as
  /// the error has a digit in.
  public var slopeText: String {
    let error = slopeStandardError.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    let decimals = error.map { min(12, max(3, Int((-log10($0)).rounded(.up)))) } ?? 3
    let slope = String(format: "%+.\(decimals)f", slope).replacingOccurrences(of: "-", with: "−")
    return slope + (error.map { String(format: " ± %.\(decimals)f", $0) } ?? "")
  }
}
