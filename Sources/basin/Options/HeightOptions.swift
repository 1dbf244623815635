internal import Analysis
internal import ArgumentParser
internal import Failures

/// How the heights of surfaces are measured, and from which height on a minimum counts.
struct HeightOptions: ParsableArguments {
  @OptionGroup var scale: ScaleOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Smallest persistence that counts, in decades or, on a linear scale, in units of the loss. \
      (default: 0.01 decades, or 1 % of the range of the losses)
      """, valueName: "height"))
  var threshold: Double?

  /// The scale and the threshold that are asked for; nil for the scale's own threshold.
  ///
  /// - Throws: `Failure` (usage) naming what makes no sense.
  func values() throws(Failure) -> (scale: HeightScale, threshold: Double?) {
    if let threshold { try checkThreshold(threshold) }
    return (try scale.heights(), threshold)
  }

  /// The first option that is given; nil where none is.
  var given: String? {
    [
      ("--scale", scale.scale != nil), ("--offset", scale.offset != nil),
      ("--threshold", threshold != nil),
    ].first(where: \.1)?.0
  }
}
