public import Analysis
internal import Numerals

extension LineFit {
  /// The slope with its sign and its standard error, `−0.541 ± 0.002`: three decimals, or as many as
  /// the error has a digit in.
  public var slopeText: String { slope.withSign(error: slopeStandardError) }
}
