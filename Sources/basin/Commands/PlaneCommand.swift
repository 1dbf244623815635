internal import ArgumentParser
internal import Landscapes
internal import Networks

/// `basin plane`
struct PlaneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plane",
    abstract: "Draw two random directions around weights and write them.",
    discussion: """
      Every number of a direction is normal; then each tensor is scaled to the weights. With \
      the filter normalisation of Li et al. 2018 each filter of a direction has the length of \
      the filter it is added to, so that landscapes of different nets can be compared.

      `basin sample` draws the same directions by itself from the same seed. Write them to a file \
      to keep them, to use them elsewhere, or to sample several nets on one plane. Files written \
      by Li et al.'s code can be read in their place.

      Examples:
        basin plane residual.safetensors --seed 2 --output directions.h5
        basin plane pytorch.safetensors --model resnet20 --image-size 28 \\
            --normalize layer --output directions.h5
      """)

  @Argument(help: ArgumentHelp("The weights in the middle.", valueName: "weights.safetensors"))
  var weights: String

  @OptionGroup(title: "Net, where the weights file does not say") var net: NetOptions
  @OptionGroup(title: "Net, where the weights file does not say") var imageSize: ImageSizeOptions
  @OptionGroup(title: "Plane") var plane: PlaneOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let size = try imageSize.size()
    try output.prepare()
    let checkpoint = try net.checkpoint(weights: weights, inputShape: nil, imageSize: size)
    let settings = plane.settings
    let directions = try Plane.random(around: checkpoint, settings)
    try directions.write(to: output.output)
    let count = checkpoint.network.parameters.specifications.count
    print(
      "\(output.output): 2 directions of \(count) tensors, \(settings.normalization.rawValue) "
        + "normalisation, seed \(settings.seed)")
  }
}
