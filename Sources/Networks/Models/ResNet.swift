public import Archives
public import Catalogues
public import Failures
internal import Kernels
public import Tensors

/// Residual networks for small images (He et al. 2016, section 4.2), exactly as in the reference
/// code of Li et al. 2018 (github.com/tomgoldstein/loss-landscape).
///
/// A 3×3 convolution, three stages of n blocks with `width`, 2·width and 4·width channels at full,
/// half and quarter size, a global average pooling and a linear classifier; depth = 6n + 2. A block
/// is two 3×3 convolutions, each followed by batch normalisation. Where a block changes the shape,
/// its shortcut is a 1×1 convolution with batch normalisation. The plain network is the same without
/// any shortcut.
///
/// Deviation: the pooling is over whatever size is left, where the reference code takes 8×8.
public struct ResNet: Model {
  /// The number of layers with weights, 6n + 2.
  public var depth: Int
  /// Channels of the first stage.
  public var width: Int

  /// Describes a network; whether there is one is found when it is built.
  public init(depth: Int, width: Int = 16) {
    self.depth = depth
    self.width = width
  }

  /// The largest depth, six times the deepest network of He et al.
  static let largestDepth = 7214

  /// The kind.
  public static let entry = ModelEntry(
    "resnet", examples: ["resnet20", "resnet32", "resnet44", "resnet56", "resnet110"],
    remark: "any depth 6n + 2",
    options: [
      CatalogueOption(
        "width", placeholder: "channels", help: "Channels of the first stage.", usual: "16")
    ])

  /// Whether a name is `resnet` and a number.
  public static func owns(name: String) -> Bool { depth(of: name) != nil }

  private static func depth(of name: String) -> Int? {
    guard name.hasPrefix("resnet") else { return nil }
    return Int(name.dropFirst("resnet".count)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The network of a depth.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    let depth = Self.depth(of: name) ?? 0
    try Self.check(depth)
    self.init(depth: depth, width: try options.integer("width", in: 1...4096) ?? 16)
  }

  private static func check(_ depth: Int) throws(Failure) {
    guard (8...largestDepth).contains(depth), (depth - 2) % 6 == 0 else {
      let lower = (min(max(depth, 8), largestDepth - 6) - 2) / 6 * 6 + 2
      throw Failure(
        .usage,
        depth > largestDepth
          ? "a ResNet has depth \(largestDepth) at most, not \(depth)"
          : "a ResNet has depth 6n + 2, not \(depth)",
        at: .setting("model", value: "resnet\(depth)"),
        remedy: "Nearest: resnet\(lower) or resnet\(lower + 6).")
    }
  }

  /// What people call it.
  public var title: String { "ResNet-\(depth), width \(width)" }
  /// That of Li et al.'s code.
  public var initialization: Initialization { .residualNetwork }
  /// The same width, another depth.
  public func ofDepth(_ depth: Int) -> ResNet { ResNet(depth: depth, width: width) }

  /// Images of as many channels as the first convolution takes, 28 pixels wide unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    let edge = imageSize ?? 28
    let first = weights.tensor(under: "conv1.weight")?.shape
    return (
      [first?.rank == 4 ? first?[1] ?? 1 : 1, edge, edge],
      max(1, weights.tensor(under: "linear.bias")?.count ?? 10)
    )
  }

  /// By the first convolution, the classifier, and as many blocks in each of three stages.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let blocks = (1...3).map { stage in
      weights.count { "layer\(stage).\($0).conv1.weight" }
    }
    guard let first = weights["conv1.weight"]?.shape, first.rank == 4, first[2] == 3,
      let last = weights["linear.weight"]?.shape, last.rank == 2, last[1] == 4 * first[0],
      blocks[0] >= 1, Set(blocks).count == 1, weights["layer4.0.conv1.weight"] == nil
    else { return nil }
    let depth = 6 * blocks[0] + 2
    return RecognisedModel(
      ResNet(depth: depth, width: first[0]),
      plain: !weights.entries.contains { $0.name.contains(".shortcut.") },
      name: "resnet\(depth)", shown: ["width": "\(first[0])"])
  }

  /// The images that examples are: H×W is one channel.
  ///
  /// - Throws: `Failure` (data) for what are no images, or have their channels last.
  private func images(_ shape: Shape) throws(Failure) -> Shape {
    guard !shape.looksChannelsLast else { throw shape.channelsLastFailure("a ResNet") }
    switch shape.rank {
    case 3: return shape
    case 2: return Shape([1] + shape.dimensions)
    default:
      throw Failure(
        .data, "a ResNet takes images (channels × height × width), an example is \(shape)",
        at: .setting("model", value: "resnet\(depth)"),
        remedy: "Use \(setting: "model", "mlp") for other data.")
    }
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if `depth` is not 6n + 2 or too large, (`.data`) if the examples
  ///   are no channels × height × width.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    try Self.check(depth)
    guard width >= 1, width <= 4096, classes >= 1 else {
      throw Failure(
        .usage, "a ResNet cannot have width \(width) and \(classes) classes", at: .setting("width"))
    }
    let inputShape = try images(inputShape)
    var graph = GraphBuilder(inputShape: inputShape)
    var x = graph.convolution("conv1", of: 0, channels: width, kernel: 3, stride: 1)
    x = graph.add("bn1", .batchNorm(BatchNorm()), [x])
    x = graph.add("relu1", .activation(Activation(.relu)), [x])
    var channels = width
    for stage in 1...3 {
      let stageWidth = width << (stage - 1)
      for block in 0..<(depth - 2) / 6 {
        let stride = stage > 1 && block == 0 ? 2 : 1
        x = graph.basicBlock(
          "layer\(stage).\(block)", of: x, channels: stageWidth, stride: stride,
          projects: stride != 1 || channels != stageWidth)
        channels = stageWidth
      }
    }
    x = graph.add("pool", .globalAveragePool(GlobalAveragePool()), [x])
    _ = graph.add("linear", .linear(Linear(outputs: classes)), [x])
    return try Network(nodes: graph.nodes)
  }
}

extension GraphBuilder {
  fileprivate mutating func convolution(
    _ name: String, of input: Int, channels: Int, kernel: Int, stride: Int
  ) -> Int {
    add(
      name,
      .convolution(
        Convolution(channels: channels, kernel: kernel, stride: stride, padding: kernel / 2)),
      [input])
  }

  fileprivate mutating func basicBlock(
    _ name: String, of input: Int, channels: Int, stride: Int, projects: Bool
  ) -> Int {
    var x = convolution("\(name).conv1", of: input, channels: channels, kernel: 3, stride: stride)
    x = add("\(name).bn1", .batchNorm(BatchNorm()), [x])
    x = add("\(name).relu1", .activation(Activation(.relu)), [x])
    x = convolution("\(name).conv2", of: x, channels: channels, kernel: 3, stride: 1)
    x = add("\(name).bn2", .batchNorm(BatchNorm()), [x])
    var shortcut = input
    if projects {
      shortcut = convolution(
        "\(name).shortcut.0", of: input, channels: channels, kernel: 1, stride: stride)
      shortcut = add("\(name).shortcut.1", .batchNorm(BatchNorm()), [shortcut])
    }
    x = add("\(name).add", .add(Add(isShortcut: true)), [x, shortcut])
    return add("\(name).relu2", .activation(Activation(.relu)), [x])
  }
}
