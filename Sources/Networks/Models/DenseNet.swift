public import Archives
public import Catalogues
public import Failures
public import Tensors

/// Densely connected networks (Huang et al. 2017), as in torchvision: DenseNet-121, 169 and 201.
///
/// A stem, four dense blocks with a transition after each but the last, a normalisation, ReLU, a
/// global average pooling and a linear classifier. A layer of a dense block normalises, rectifies and
/// convolves twice, 1×1 to 4·growth channels and 3×3 to `growth`, and takes what the block began with
/// and what all its earlier layers made, one after another. A transition halves the channels (1×1
/// convolution) and the size (average pooling).
///
/// The shortcuts are these concatenations. In the plain network a layer takes only what the layer
/// before it made, and the transition (or the classifier) what the last one made; the transitions
/// still make as many channels as in the dense network.
public struct DenseNet: Model {
  /// Layers of each dense block.
  public var blocks: [Int]
  /// Channels that a layer makes.
  public var growth: Int
  /// Channels of the first convolution.
  public var features: Int
  /// How it begins.
  public var stem: Stem
  /// The normalisation; groups divide both the channels with and those without shortcuts.
  public var norm: ChannelNorm

  /// Describes a network; whether there is one is found when it is built.
  public init(
    blocks: [Int], growth: Int = 32, features: Int = 64, stem: Stem = .imagenet,
    norm: ChannelNorm = .batch
  ) {
    self.blocks = blocks
    self.growth = growth
    self.features = features
    self.stem = stem
    self.norm = norm
  }

  /// The layers of each block, by depth.
  private static let layers = [
    121: [6, 12, 24, 16], 169: [6, 12, 32, 32], 201: [6, 12, 48, 32],
  ]

  /// Channels between the convolutions of a layer, per channel that it makes.
  private static let bottleneck = 4
  private static let mostLayers = 1000

  /// The kind.
  public static let entry = ModelEntry(
    "densenet", examples: layers.keys.sorted().map { "densenet\($0)" },
    remark: "as in torchvision", options: [Stem.option, ChannelNorm.option()])

  /// Whether a name is `densenet` and one of the depths.
  public static func owns(name: String) -> Bool { entry.examples.contains(name) }

  /// The network of a depth.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    self.init(
      blocks: Int(name.dropFirst("densenet".count)).flatMap { Self.layers[$0] } ?? [],
      stem: try Stem.chosen(options) ?? .imagenet,
      norm: try ChannelNorm.chosen(options) ?? .batch)
  }

  /// The number of layers with weights: two in each layer of a block, the transitions, the first
  /// convolution and the classifier.
  public var depth: Int { 2 &* blocks.reduce(0, &+) &+ blocks.count &+ 1 }

  /// What people call it.
  public var title: String {
    "DenseNet-\(depth)" + (growth == 32 ? "" : ", growth \(growth)")
      + (features == 64 ? "" : ", \(features) features")
      + (stem == .imagenet ? "" : ", CIFAR stem") + norm.titlePart()
  }
  /// That of torchvision.
  public var initialization: Initialization { .denseNetwork }
  /// The same network of another depth.
  public func ofDepth(_ depth: Int) -> DenseNet {
    var other = self
    other.blocks = Self.layers[depth] ?? []
    return other
  }

  /// Images of as many channels as the first convolution takes, of the stem's size unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    weights.images(
      first: "features.conv0.weight", classifier: "classifier", edge: imageSize ?? stem.imageSize)
  }

  /// By the first convolution, the layers of each dense block, and the classifier.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    func layer(_ block: Int, _ layer: Int) -> String {
      "features.denseblock\(block).denselayer\(layer + 1)"
    }
    let count = weights.count { "\(layer($0 + 1, 0)).conv2.weight" }
    guard count >= 1, let first = weights.kernel("features.conv0"),
      let growth = weights.kernel("\(layer(1, 0)).conv2")?[0],
      weights.kernel("\(layer(1, 0)).conv1")?[0] == bottleneck * growth,
      weights["classifier.weight"]?.shape.rank == 2
    else { return nil }
    let blocks = (1...count).map { block in
      weights.count { "\(layer(block, $0)).conv2.weight" }
    }
    let (norm, open) = weights.norm("features.norm0")
    // The second layer takes what there was before the first one as well, or does not.
    let inputs = weights.kernel("\(layer(1, 1)).conv1")?[1]
    let stem: Stem = first[2] == 7 ? .imagenet : .cifar
    let model = DenseNet(
      blocks: blocks, growth: growth, features: first[0], stem: stem, norm: norm)
    return RecognisedModel(
      images: model, plain: inputs == growth, norm: open, name: "densenet\(model.depth)",
      shown: ["stem": stem.rawValue, "norm": norm.rawValue])
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if there is none of these sizes, (`.data`) if the examples are no
  ///   images, or too small.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    guard (1...8).contains(blocks.count), blocks.allSatisfy({ (1...Self.mostLayers).contains($0) }),
      (1...largestWidth).contains(growth), (1...largestWidth).contains(features), classes >= 1
    else {
      throw Failure(
        .usage, "there is no such DenseNet", at: .setting("model"),
        remedy: "Choose one of \(Self.entry.examples.joined(separator: ", ")).")
    }
    // Each transition halves the size, rounded down; the stem of large images halves it twice, rounded
    // up.
    let last = 1 << (blocks.count - 1)
    let least = stem == .imagenet ? 4 * last - 3 : last
    let shape = try images(
      inputShape, for: "a DenseNet", named: "densenet\(depth)", atLeast: least)
    var graph = GraphBuilder(inputShape: shape)
    var x = graph.stem(
      stem, of: 0, channels: features, norm: norm,
      names: ("features.conv0", "features.norm0", "features.relu0", "features.pool0"))
    var channels = features
    for (number, count) in zip(1..., blocks) {
      for layer in 1...count {
        x = graph.denseLayer(
          "features.denseblock\(number).denselayer\(layer)", of: x, growth: growth,
          // Without shortcuts only the first layer of a block takes all of them.
          channels: layer == 1 ? channels : divisor(channels, growth), norm: norm)
        channels += growth
      }
      guard number < blocks.count else { break }
      let name = "features.transition\(number)"
      x = graph.norm("\(name).norm", norm, of: x, channels: divisor(channels, growth))
      x = graph.relu("\(name).relu", of: x)
      channels /= 2
      x = graph.convolution("\(name).conv", of: x, channels: channels, kernel: 1)
      x = graph.add("\(name).pool", .averagePool(AveragePool(kernel: 2, stride: 2)), [x])
    }
    x = graph.norm("features.norm5", norm, of: x, channels: divisor(channels, growth))
    x = graph.relu("relu", of: x)
    graph.classifier("classifier", pool: "pool", of: x, classes: classes)
    return try Network(nodes: graph.nodes)
  }

  /// The greatest number that divides both.
  private func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}

extension GraphBuilder {
  fileprivate mutating func denseLayer(
    _ name: String, of input: Int, growth: Int, channels: Int, norm: ChannelNorm
  ) -> Int {
    let inner = DenseNet.inner(growth)
    var x = self.norm("\(name).norm1", norm, of: input, channels: channels)
    x = relu("\(name).relu1", of: x)
    x = convolution("\(name).conv1", of: x, channels: inner, kernel: 1)
    x = self.norm("\(name).norm2", norm, of: x, channels: inner)
    x = relu("\(name).relu2", of: x)
    x = convolution("\(name).conv2", of: x, channels: growth, kernel: 3)
    return add("\(name).concat", .concatenation(Concatenation(isShortcut: true)), [input, x])
  }
}

extension DenseNet {
  fileprivate static func inner(_ growth: Int) -> Int { bottleneck * growth }
}

extension DenseNet: Codable {
  private enum CodingKeys: String, CodingKey { case blocks, growth, features, stem, norm }

  /// Reads the layers of each block and what is not usual.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      blocks: try container.decode([Int].self, forKey: .blocks),
      growth: try container.decodeIfPresent(Int.self, forKey: .growth) ?? 32,
      features: try container.decodeIfPresent(Int.self, forKey: .features) ?? 64,
      stem: try container.decodeIfPresent(Stem.self, forKey: .stem) ?? .imagenet,
      norm: try container.decodeIfPresent(ChannelNorm.self, forKey: .norm) ?? .batch)
  }

  /// Writes the layers of each block and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(blocks, forKey: .blocks)
    if growth != 32 { try container.encode(growth, forKey: .growth) }
    if features != 64 { try container.encode(features, forKey: .features) }
    if stem != .imagenet { try container.encode(stem, forKey: .stem) }
    if norm != .batch { try container.encode(norm, forKey: .norm) }
  }
}
