internal import ArgumentParser
internal import Failures
internal import Landscapes
internal import Networks

/// The directions of a plane: random ones, or those of a file.
struct DirectionsOptions: ParsableArguments {
  @OptionGroup var random: PlaneOptions

  @Option(
    help: ArgumentHelp(
      "Read the directions from a file instead of drawing random ones.",
      valueName: "directions.h5"))
  var directions: String?

  /// The files that are read.
  var files: [String] { [directions].compactMap(\.self) }

  /// Checks that the options go together, before anything is read.
  ///
  /// - Throws: `Failure` (usage) where they do not.
  func check() throws(Failure) {
    guard directions != nil, let option = random.given else { return }
    throw Failure(
      .usage, "goes with random directions, not with --directions", at: .flag(option),
      remedy: "Leave one of the two out.")
  }

  /// What is known of the plane before its numbers are read; nil for random directions.
  func outline() throws -> PlaneOutline? { try directions.map { try PlaneOutline(path: $0) } }

  /// The plane around the weights of a net that Basin knows.
  func plane(around checkpoint: Checkpoint) throws -> Plane {
    try directions.map { try Plane(path: $0, network: checkpoint.network) }
      ?? Plane.random(around: checkpoint, random.settings)
  }

  /// The plane around weights of any net.
  func plane(around weights: NamedWeights) throws -> Plane {
    if let directions { return try Plane(path: directions, weights: weights) }
    try weights.check(random.settings)
    return try Plane.random(around: weights, random.settings)
  }
}
