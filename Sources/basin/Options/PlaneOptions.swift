internal import ArgumentParser
internal import Landscapes
internal import Provenance

/// How random directions are drawn.
struct PlaneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Seed of the random directions; the same seed gives the same plane. (default: 1)",
      valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      """
      How to scale directions to the weights; filter is that of Li et al. 2018. (default: filter)
      """, valueName: "kind"))
  var normalize: Normalization?

  @Option(
    help: ArgumentHelp(
      """
      biasbn keeps biases and norm parameters fixed; none moves them along their own values, as \
      Li et al.'s code does. (default: biasbn)
      """, valueName: "kind"))
  var ignore: IgnoredTensors?

  /// The settings, with the defaults where nothing is given.
  var settings: RandomDirections {
    RandomDirections(
      seed: seed ?? 1, normalization: normalize ?? .filter, ignored: ignore ?? .biasbn)
  }

  /// The first option that is given; nil where none is.
  var given: String? { seed != nil ? "--seed" : givenScaling }

  /// The first option that is given and says how directions are scaled; nil where none is.
  var givenScaling: String? {
    [("--normalize", normalize != nil), ("--ignore", ignore != nil)].first(where: \.1)?.0
  }
}
