internal import ArgumentParser
internal import Failures
internal import Studies

/// Sweeps over depth and over the strength of shortcuts.
struct GradientSweepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Also measure nets of these depths, such as 2,4,8,16,32, and fit how the first layer's \
      gradient shrinks. For an mlp, the first, second and last of its --layers are then the sizes \
      of input, hidden layers and output.
      """, valueName: "numbers"))
  var depths: String?

  @Option(
    help: ArgumentHelp(
      "Number of nets of each depth, with seeds from --seed on. (default: 3)",
      valueName: "number"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "Also measure with shortcuts of these strengths, such as 0,0.25,0.5,0.75,1.",
      valueName: "numbers"))
  var shortcutStrengths: String?

  /// The sweeps.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense.
  func values() throws(Failure) -> GradientStudy.Sweep {
    if let seeds { try check(seeds, in: 1...1000, option: "seeds") }
    if seeds != nil, depths == nil {
      throw Failure(
        .usage, "requires --depths", at: .setting("seeds"), remedy: "Add --depths 2,4,8,16,32.")
    }
    var strengths: [Double] = []
    if let shortcutStrengths {
      strengths = try NumberList(parsing: shortcutStrengths, option: "shortcut strengths").numbers
      for strength in strengths { try check(strength, in: 0...1, option: "shortcut strengths") }
      if depths != nil {
        throw Failure(
          .usage, "cannot be combined with --depths", at: .setting("shortcut strengths"),
          remedy: "Run the two sweeps separately.")
      }
    }
    return GradientStudy.Sweep(
      depths: try depths.map { text throws(Failure) in
        try DepthList(parsing: text, option: "depths").depths
      }, seeds: seeds ?? 3, strengths: strengths)
  }
}
