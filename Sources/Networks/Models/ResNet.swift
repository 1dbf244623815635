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
/// its shortcut is a 1×1 convolution with batch normalisation, or, with padding, He et al.'s option A:
/// every second pixel, between channels of zeros. The plain network is the same without any shortcut.
///
/// Deviation: the pooling is over whatever size is left, where the reference code takes 8×8.
public struct ResNet: Model {
  /// The number of layers with weights, 6n + 2.
  public var depth: Int
  /// Channels of the first stage.
  public var width: Int
  /// What a shortcut does where a block changes the shape.
  public var shortcut: Shortcut
  /// The normalisation.
  public var norm: ChannelNorm

  /// What a shortcut does where a block changes the shape.
  public enum Shortcut: String, Codable, CaseIterable, Sendable {
    /// A 1×1 convolution with a normalisation (option B).
    case projection
    /// Every second pixel, between channels of zeros: half of them before, half after (option A).
    case padding
  }

  /// Describes a network; whether there is one is found when it is built.
  public init(
    depth: Int, width: Int = 16, shortcut: Shortcut = .projection, norm: ChannelNorm = .batch
  ) {
    self.depth = depth
    self.width = width
    self.shortcut = shortcut
    self.norm = norm
  }

  /// The largest depth, six times the deepest network of He et al.
  static let largestDepth = 7214

  /// The kind.
  public static let entry = ModelEntry(
    "resnet", examples: ["resnet20", "resnet32", "resnet44", "resnet56", "resnet110"],
    remark: "any depth 6n + 2, but 50 and 152, which are torchvision's",
    options: [
      CatalogueOption(
        "width", placeholder: "channels", help: "Channels of the first stage.", usual: "16"),
      CatalogueOption(
        "shortcut", placeholder: "name",
        help: "Shortcuts that change the shape: projection (1×1 convolution) or padding (every "
          + "second pixel, channels of zeros).", usual: Shortcut.projection.rawValue),
      ChannelNorm.option(),
    ])

  /// Whether a name is `resnet` and a number, but none of torchvision's.
  public static func owns(name: String) -> Bool {
    depth(of: name).map { !TorchvisionResNet.depths.contains($0) } ?? false
  }

  private static func depth(of name: String) -> Int? {
    guard name.hasPrefix("resnet") else { return nil }
    return Int(name.dropFirst("resnet".count)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The network of a depth.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    let depth = Self.depth(of: name) ?? 0
    try Self.check(depth)
    self.init(
      depth: depth, width: try options.integer("width", in: 1...largestWidth) ?? 16,
      shortcut: try options.choice("shortcut", of: Shortcut.allCases, named: \.rawValue)
        ?? .projection, norm: try ChannelNorm.chosen(options) ?? .batch)
  }

  private static func check(_ depth: Int) throws(Failure) {
    guard (8...largestDepth).contains(depth), (depth - 2) % 6 == 0 else {
      var lower = (min(max(depth, 8), largestDepth - 6) - 2) / 6 * 6 + 2
      var upper = lower + 6
      // The names of these are torchvision's.
      while TorchvisionResNet.depths.contains(lower) { lower -= 6 }
      while TorchvisionResNet.depths.contains(upper) { upper += 6 }
      throw Failure(
        .usage,
        depth > largestDepth
          ? "a ResNet has depth \(largestDepth) at most, not \(depth)"
          : "a ResNet has depth 6n + 2, not \(depth)",
        at: .setting("model", value: "resnet\(depth)"),
        remedy: "Nearest: resnet\(lower) or resnet\(upper).")
    }
  }

  /// What people call it.
  public var title: String {
    "ResNet-\(depth), width \(width)" + (shortcut == .padding ? ", padded shortcuts" : "")
      + norm.titlePart()
  }
  /// That of Li et al.'s code.
  public var initialization: Initialization { .residualNetwork }
  /// The same width, another depth.
  public func ofDepth(_ depth: Int) -> ResNet {
    var other = self
    other.depth = depth
    return other
  }

  /// Images of as many channels as the first convolution takes, 28 pixels wide unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    weights.images(first: "conv1.weight", classifier: "linear", edge: imageSize ?? 28)
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
    let plain = !weights.entries.contains { $0.name.contains(".shortcut.") }
    let (norm, open) = weights.norm("bn1")
    let model = ResNet(depth: 6 * blocks[0] + 2, width: first[0], norm: norm)
    return RecognisedModel(
      images: model, plain: plain, assumed: plain ? model.plainAssumption : nil, norm: open,
      name: "resnet\(model.depth)", shown: ["width": "\(first[0])", "norm": norm.rawValue])
  }

  /// Shortcuts without parameters leave no trace in weights.
  private var plainAssumption: Phrase {
    // Not by a name that is torchvision's.
    guard Self.owns(name: "resnet\(depth)") else { return "no shortcuts" }
    return """
      no shortcuts (where they pad with zeros, add \(setting: "model", "resnet\(depth)") \
      \(setting: "width", "\(width)") \(setting: "shortcut", "padding"))
      """
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if `depth` is not 6n + 2 or too large, (`.data`) if the examples
  ///   are no channels × height × width.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    try Self.check(depth)
    try check(width: width, classes: classes, of: "a ResNet")
    let inputShape = try images(inputShape, for: "a ResNet", named: "resnet\(depth)")
    var graph = GraphBuilder(inputShape: inputShape)
    var x = graph.convolution("conv1", of: 0, channels: width, kernel: 3)
    x = graph.norm("bn1", norm, of: x, channels: width)
    x = graph.relu("relu1", of: x)
    for stage in 1...3 {
      let channels = width << (stage - 1)
      for block in 0..<(depth - 2) / 6 {
        let changes = stage > 1 && block == 0
        let change: BlockShortcut = shortcut == .padding ? .padding : .projection("shortcut")
        x = graph.residualBlock(
          "layer\(stage).\(block)", of: x,
          convolutions: [(channels, 3, changes ? 2 : 1), (channels, 3, 1)],
          shortcut: changes ? change : .identity, norm: norm)
      }
    }
    graph.classifier("linear", pool: "pool", of: x, classes: classes)
    return try Network(nodes: graph.nodes)
  }
}

extension ResNet: Codable {
  private enum CodingKeys: String, CodingKey { case depth, width, shortcut, norm }

  /// Reads sizes and, where it is not the usual one, the rest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      depth: try container.decode(Int.self, forKey: .depth),
      width: try container.decode(Int.self, forKey: .width),
      shortcut: try container.decodeIfPresent(Shortcut.self, forKey: .shortcut) ?? .projection,
      norm: try container.decodeIfPresent(ChannelNorm.self, forKey: .norm) ?? .batch)
  }

  /// Writes the sizes and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(depth, forKey: .depth)
    try container.encode(width, forKey: .width)
    if shortcut != .projection { try container.encode(shortcut, forKey: .shortcut) }
    if norm != .batch { try container.encode(norm, forKey: .norm) }
  }
}
