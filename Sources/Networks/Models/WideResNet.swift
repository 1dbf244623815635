public import Archives
public import Catalogues
public import Failures
public import Tensors

/// Wide residual networks WRN-depth-factor (Zagoruyko & Komodakis 2016) with the names of
/// github.com/xternalizer/WideResNet-pytorch.
///
/// A 3×3 convolution to 16 channels, three stages of n blocks with 16, 32 and 64 times `factor`
/// channels at full, half and quarter size, a normalisation, ReLU, a global average pooling and a
/// linear classifier; depth = 6n + 4. A block normalises and rectifies before each of its two 3×3
/// convolutions; dropout, where there is any, comes before the second. Where a block changes the number
/// of channels, its shortcut is a 1×1 convolution of the input that is normalised and rectified
/// already. The plain network is the same without any shortcut.
public struct WideResNet: Model {
  /// The number of layers with weights, 6n + 4.
  public var depth: Int
  /// How many times wider than the narrowest it is.
  public var factor: Int
  /// The normalisation.
  public var norm: ChannelNorm
  /// The rate of dropout while training.
  public var dropout: Double

  /// Describes a network; whether there is one is found when it is built.
  public init(depth: Int, factor: Int, norm: ChannelNorm = .batch, dropout: Double = 0) {
    self.depth = depth
    self.factor = factor
    self.norm = norm
    self.dropout = dropout
  }

  /// Channels of the first convolution.
  static let base = 16
  private static let largestDepth = 1000
  private static let largestFactor = 64

  /// The kind.
  public static let entry = ModelEntry(
    "wrn", examples: ["wrn-16-8", "wrn-28-10", "wrn-40-4"],
    remark: "any wrn-D-K of depth D = 6n + 4 and width K",
    options: [
      ChannelNorm.option(), Dropout.option("between the two convolutions of a block"),
    ])

  /// Whether a name is `wrn` and two numbers.
  public static func owns(name: String) -> Bool { sizes(of: name) != nil }

  private static func sizes(of name: String) -> (depth: Int, factor: Int)? {
    guard name.hasPrefix("wrn") else { return nil }
    let numbers = name.dropFirst("wrn".count).split(
      separator: "-", omittingEmptySubsequences: false
    ).map { Int($0) }
    guard numbers.count == 2, let depth = numbers[0], let factor = numbers[1] else { return nil }
    return (depth, factor)
  }

  /// The network of a depth and a width.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    let sizes = Self.sizes(of: name) ?? (0, 0)
    self.init(
      depth: sizes.depth, factor: sizes.factor, norm: try ChannelNorm.chosen(options) ?? .batch,
      dropout: try Dropout.rate(options))
    try check()
  }

  private func check() throws(Failure) {
    let place = Place.setting("model", value: "wrn-\(depth)-\(factor)")
    guard (10...Self.largestDepth).contains(depth), (depth - 4) % 6 == 0 else {
      let lower = (min(max(depth, 10), Self.largestDepth - 6) - 4) / 6 * 6 + 4
      throw Failure(
        .usage, "a wide ResNet has depth 6n + 4, from 10 to \(Self.largestDepth), not \(depth)",
        at: place, remedy: "Nearest: wrn-\(lower)-K or wrn-\(lower + 6)-K.")
    }
    guard (1...Self.largestFactor).contains(factor) else {
      throw Failure(
        .usage, "a wide ResNet is 1 to \(Self.largestFactor) times as wide, not \(factor) times",
        at: place)
    }
  }

  /// What people call it.
  public var title: String {
    "WRN-\(depth)-\(factor)" + norm.titlePart() + Dropout.titlePart(dropout)
  }
  /// That of the reference code.
  public var initialization: Initialization { .wideResidualNetwork }
  /// The same width, another depth.
  public func ofDepth(_ depth: Int) -> WideResNet {
    WideResNet(depth: depth, factor: factor, norm: norm, dropout: dropout)
  }

  /// Images of as many channels as the first convolution takes, 32 pixels wide unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    weights.images(
      first: "conv1.weight", classifier: "fc", edge: imageSize ?? Stem.cifar.imageSize)
  }

  /// By the first convolution, the classifier, and as many blocks in each of three stages.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let blocks = (1...3).map { stage in
      weights.count { "block\(stage).layer.\($0).conv1.weight" }
    }
    guard blocks[0] >= 1, Set(blocks).count == 1, weights.kernel("conv1")?[0] == base,
      let channels = weights.kernel("block1.layer.0.conv1")?[0], channels % base == 0,
      weights["fc.weight"]?.shape.dimensions.last == 4 * channels
    else { return nil }
    let (norm, open) = weights.norm("bn1")
    let model = WideResNet(depth: 6 * blocks[0] + 4, factor: channels / base, norm: norm)
    return RecognisedModel(
      images: model, plain: !weights.entries.contains { $0.name.contains(".convShortcut.") },
      norm: open, name: "wrn-\(model.depth)-\(model.factor)", shown: ["norm": norm.rawValue])
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if `depth` is not 6n + 4 or the network is too large, (`.data`) if
  ///   the examples are no images.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    try check()
    try check(width: Self.base * factor, classes: classes, of: "a wide ResNet")
    var graph = GraphBuilder(
      inputShape: try images(
        inputShape, for: "a wide ResNet", named: "wrn-\(depth)-\(factor)"))
    var x = graph.convolution("conv1", of: 0, channels: Self.base, kernel: 3)
    var channels = Self.base
    for stage in 1...3 {
      for block in 0..<(depth - 4) / 6 {
        let outputs = (Self.base * factor) << (stage - 1)
        x = graph.preactivatedBlock(
          "block\(stage).layer.\(block)", of: x, channels: (channels, outputs),
          stride: stage > 1 && block == 0 ? 2 : 1, norm: norm, dropout: dropout)
        channels = outputs
      }
    }
    x = graph.norm("bn1", norm, of: x, channels: channels)
    x = graph.relu("relu", of: x)
    graph.classifier("fc", pool: "pool", of: x, classes: classes)
    return try Network(nodes: graph.nodes)
  }
}

extension GraphBuilder {
  fileprivate mutating func preactivatedBlock(
    _ name: String, of input: Int, channels: (inputs: Int, outputs: Int), stride: Int,
    norm: ChannelNorm, dropout: Double
  ) -> Int {
    let (inputs, outputs) = channels
    let head = self.norm("\(name).bn1", norm, of: input, channels: inputs)
    let activated = relu("\(name).relu1", of: head)
    var x = convolution(
      "\(name).conv1", of: activated, channels: outputs, kernel: 3, stride: stride)
    x = self.norm("\(name).bn2", norm, of: x, channels: outputs)
    x = relu("\(name).relu2", of: x)
    x = self.dropout("\(name).dropout", dropout, of: x)
    x = convolution("\(name).conv2", of: x, channels: outputs, kernel: 3)
    let shortcut =
      inputs == outputs
      ? input
      : convolution(
        "\(name).convShortcut", of: activated, channels: outputs, kernel: 1, stride: stride)
    return add("\(name).add", .add(Add(isShortcut: true)), [x, shortcut])
  }
}

extension WideResNet: Codable {
  private enum CodingKeys: String, CodingKey { case depth, factor, norm, dropout }

  /// Reads the sizes and what is not usual.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      depth: try container.decode(Int.self, forKey: .depth),
      factor: try container.decode(Int.self, forKey: .factor),
      norm: try container.decodeIfPresent(ChannelNorm.self, forKey: .norm) ?? .batch,
      dropout: try container.decodeIfPresent(Double.self, forKey: .dropout) ?? 0)
  }

  /// Writes the sizes and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(depth, forKey: .depth)
    try container.encode(factor, forKey: .factor)
    if norm != .batch { try container.encode(norm, forKey: .norm) }
    if dropout != 0 { try container.encode(dropout, forKey: .dropout) }
  }
}
