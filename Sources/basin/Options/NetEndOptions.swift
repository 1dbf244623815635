internal import ArgumentParser
internal import Failures

/// The nets at the ends of the axes of a line or a plane.
struct NetEndOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Weights at (1, 0), of the same net: the x axis leads there.",
      valueName: "weights.safetensors"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Weights at (0, 1), with --to: the y axis leads there.", valueName: "weights.safetensors"))
  var and: String?

  /// The files.
  var files: [String] { [to, and].compactMap(\.self) }

  /// Whether there are any.
  var isGiven: Bool { to != nil }

  /// - Throws: `Failure` (usage) for `--and` without `--to`.
  func check() throws(Failure) {
    guard and != nil, to == nil else { return }
    throw Failure(
      .usage, "requires --to", at: .setting("and"), remedy: "Add --to, the net at (1, 0).")
  }
}
