internal import ArgumentParser
internal import Failures
internal import Networks

/// `--model` and what belongs to it.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The net: resnet20, resnet32, resnet44, resnet56, resnet110 (any depth 6n + 2), mlp or gpt.",
      valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Channels of a ResNet's first stage (default: 16) or of a gpt (default: 128).",
      valueName: "channels"))
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "Sizes of an mlp, inputs first, such as 784,64,64,10.", valueName: "sizes"))
  var layers: String?

  @Option(help: ArgumentHelp("Blocks of a gpt. (default: 6)", valueName: "number"))
  var blocks: Int?

  @Option(help: ArgumentHelp("Attention heads of a gpt. (default: 4)", valueName: "number"))
  var heads: Int?

  @Option(
    help: ArgumentHelp("Bytes of text that a gpt reads at once. (default: 128)", valueName: "bytes")
  )
  var context: Int?

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
      if let option = given.first?.option {
        throw Failure(
          .usage, "describes a net, but --model is missing", at: .flag(option),
          remedy: "Add --model, such as --model resnet56, or leave \(option) out.")
      }
      return nil
    }
    let name = try ModelName(parsing: model, option: "model")
    if let (option, owners) = given.first(where: { !$0.owners.contains(name.kind) }) {
      throw Failure(
        .usage, "goes with \(owners.map(\.title).joined(separator: " or ")), not with \(model)",
        at: .flag(option), remedy: "Leave it out; \(name.kind.options).")
    }
    switch name {
    case .resnet(let depth):
      let width = self.width ?? defaultWidth
      try check(width, in: 1...4096, option: "width")
      return .resnet(depth: depth, width: width)
    case .mlp:
      guard let layers else {
        throw Failure(
          .usage, "an mlp needs its sizes", at: .setting("model", value: "mlp"),
          remedy: "Add --layers, inputs first, such as --layers 784,64,64,10.")
      }
      return .mlp(sizes: try LayerSizes(parsing: layers, option: "layers").sizes)
    case .gpt:
      var sizes = GPTSizes()
      sizes.blocks = blocks ?? sizes.blocks
      sizes.width = width ?? sizes.width
      sizes.heads = heads ?? sizes.heads
      sizes.context = context ?? sizes.context
      try sizes.check()
      return .gpt(sizes)
    }
  }

  /// The options that are given, and the models that have them.
  private var given: [(option: String, owners: [ModelName.Kind])] {
    let all: [(String, [ModelName.Kind], Bool)] = [
      ("--width", [.resnet, .gpt], width != nil), ("--layers", [.mlp], layers != nil),
      ("--blocks", [.gpt], blocks != nil), ("--heads", [.gpt], heads != nil),
      ("--context", [.gpt], context != nil),
    ]
    return all.filter(\.2).map { ($0.0, $0.1) }
  }
}

extension ModelName {
  /// A family of models, all of which have the same options.
  fileprivate enum Kind {
    case resnet, mlp, gpt

    var title: String {
      switch self {
      case .resnet: "a ResNet"
      case .mlp: "--model mlp"
      case .gpt: "--model gpt"
      }
    }

    /// What sets the sizes.
    var options: String {
      switch self {
      case .resnet: "--width sets the size of a ResNet"
      case .mlp: "--layers sets the sizes of an mlp"
      case .gpt: "--blocks, --width, --heads and --context set the sizes of a gpt"
      }
    }
  }

  fileprivate var kind: Kind {
    switch self {
    case .resnet: .resnet
    case .mlp: .mlp
    case .gpt: .gpt
    }
  }
}
