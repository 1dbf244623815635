internal import ArgumentParser
internal import Comparisons

/// `basin info`
struct InfoCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Describe a file: what it is, how it was made, how complete it is.",
    discussion: """
      Every file that basin writes records what determines its numbers: settings, seeds, versions, \
      and digests of the files it was made from.

      Examples:
        basin info surface.h5
        basin info weights.safetensors
        basin info output/compare
      """)

  @Argument(
    help: ArgumentHelp(
      "Weights, directions, a surface, a connection, a picture, or the folder of a comparison.",
      valueName: "file"))
  var file: String

  var inputs: [String] { [file] }
  var outputs: [OutputFile] { [] }
  @OptionGroup var arrays: QuantityOptions

  func run() throws {
    try StandardStreams.writeOutput(
      try FileDescription(path: file, quantity: arrays.quantity).formatted(name: file))
  }
}
