internal import ArgumentParser
internal import Landscapes
internal import Provenance

/// How random directions are drawn.
struct PlaneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Determines the random directions: the same seed, the same plane. (default: 1)",
      valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      """
      How directions are scaled to the weights: filter (Li et al. 2018), layer, weight or none. \
      (default: filter)
      """, valueName: "kind"))
  var normalize: Normalization?

  @Option(
    help: ArgumentHelp(
      """
      biasbn leaves biases and norm parameters where they are; none moves them along themselves, \
      as in Li et al.'s code. (default: biasbn)
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
