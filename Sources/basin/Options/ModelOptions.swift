internal import ArgumentParser
internal import Failures
internal import Networks

/// `--model` and what belongs to it.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The net: resnet20, resnet32, resnet44, resnet56, resnet110 (any depth 6n + 2) or mlp.",
      valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Channels of a ResNet's first stage. (default: 16)", valueName: "channels"))
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "Sizes of an mlp, inputs first, such as 784,64,64,10.", valueName: "sizes"))
  var layers: String?

  /// The model that is described; nil where none is.
  ///
  /// - Parameters:
  ///   - defaultModel: what is meant where `--model` is missing; nil if nothing is.
  ///   - defaultWidth: the width of a ResNet where `--width` is missing.
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func specification(defaultModel: String? = nil, defaultWidth: Int = 16) throws(Failure)
    -> ModelSpecification?
  {
    guard let model = model ?? defaultModel else {
      if let option = [("--width", width != nil), ("--layers", layers != nil)].first(where: \.1)?.0
      {
        throw Failure(
          .usage, "describes a net, but --model is missing", at: option,
          remedy: "Add --model, such as --model resnet56, or leave \(option) out.")
      }
      return nil
    }
    switch try ModelName(parsing: model, option: "--model") {
    case .resnet(let depth):
      if layers != nil {
        throw Failure(
          .usage, "goes with --model mlp, not with \(model)", at: "--layers",
          remedy: "Leave it out; --width sets the size of a ResNet.")
      }
      let width = self.width ?? defaultWidth
      try check(width, in: 1...4096, option: "--width")
      return .resnet(depth: depth, width: width)
    case .mlp:
      if width != nil {
        throw Failure(
          .usage, "goes with a ResNet, not with --model mlp", at: "--width",
          remedy: "Leave it out; --layers sets the sizes of an mlp.")
      }
      guard let layers else {
        throw Failure(
          .usage, "an mlp needs its sizes", at: "--model mlp",
          remedy: "Add --layers, inputs first, such as --layers 784,64,64,10.")
      }
      return .mlp(sizes: try LayerSizes(parsing: layers, option: "--layers").sizes)
    }
  }
}
