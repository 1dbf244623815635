internal import ArgumentParser
internal import Failures
internal import Training

/// Where the order of the examples parts from that of another training.
struct ReorderingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Take the examples in the order of this seed instead of --seed's, from the start or after \
      --reorder-after epochs. basin connect measures what such a change leads to.
      """, valueName: "number"))
  var reorderSeed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Train the first N epochs in the order of --seed; with --reorder-seed. (default: 0)",
      valueName: "number"))
  var reorderAfter: Int?

  /// What is chosen; nil where nothing is.
  ///
  /// - Throws: `Failure` (usage) for a place without a seed.
  func reordering() throws(Failure) -> Reordering? {
    guard let reorderSeed else {
      guard reorderAfter == nil else {
        throw Failure(
          .usage, "requires --reorder-seed, the order from then on", at: .setting("reorder after"),
          remedy: "Add \(setting: "reorder seed", "2"), or leave --reorder-after out.")
      }
      return nil
    }
    return Reordering(afterEpochs: reorderAfter ?? 0, seed: reorderSeed)
  }
}
