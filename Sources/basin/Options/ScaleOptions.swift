internal import Analysis
internal import ArgumentParser
internal import Failures

/// How the heights of surfaces are measured.
struct ScaleOptions: ParsableArguments {
  /// The kinds of scales.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case log
    case linear
  }

  @Option(
    help: ArgumentHelp(
      "Heights: log is log10(loss + offset), linear is the loss itself. (default: log)",
      valueName: "name"))
  var scale: Kind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Number added to the loss before the logarithm, such as 1e-9 for losses of 1e-6. (default: \
      0.001, which suits cross-entropies)
      """, valueName: "number"))
  var offset: Double?

  /// Whether a scale is asked for.
  var isGiven: Bool { scale != nil || offset != nil }

  /// The scale that is asked for, or else the standard one.
  ///
  /// - Throws: `Failure` (usage) naming what does not go together.
  func heights() throws(Failure) -> HeightScale {
    guard let offset else { return scale == .linear ? .linear : .standard }
    guard scale != .linear else {
      throw Failure(
        .usage, "goes with the logarithmic scale", at: .setting("offset"),
        remedy: "Leave it out, or leave out --scale linear.")
    }
    guard offset.isFinite else {
      throw Failure(
        .usage, "\(offset) is not finite", at: .setting("offset"),
        remedy: "Give a number such as 0.001.")
    }
    return .logarithmic(offset: offset)
  }
}
