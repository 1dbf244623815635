public import Archives
public import Catalogues
public import Failures
public import Tensors

/// Residual networks for large images (He et al. 2016, table 1), as in torchvision: ResNet-18, 34, 50,
/// 101 and 152.
///
/// A stem, four stages with `width`, 2·width, 4·width and 8·width channels, each but the first with
/// stride 2, a global average pooling and a linear classifier. A block of ResNet-18 and 34 is two 3×3
/// convolutions; one of the others is a 1×1, a 3×3 and a 1×1 convolution to four times the channels,
/// with the stride in the 3×3 one (as torchvision has it). Each convolution is normalised. Where a
/// block changes the shape, its shortcut is a normalised 1×1 convolution. The plain network is the
/// same without any shortcut.
public struct TorchvisionResNet: Model {
  /// 18, 34, 50, 101 or 152.
  public var depth: Int
  /// How it begins.
  public var stem: Stem
  /// The normalisation.
  public var norm: ChannelNorm
  /// Channels of the first stage; 64 in torchvision.
  public var width: Int
  /// What its parameters are called.
  public var names: Names

  /// What the parameters are called.
  public enum Names: String, Codable, Sendable {
    /// As in torchvision: `downsample`, `fc`.
    case torchvision
    /// As in the ResNets for CIFAR of github.com/kuangliu/pytorch-cifar: `shortcut`, `linear`.
    case kuangliu

    fileprivate var projection: String { self == .torchvision ? "downsample" : "shortcut" }
    fileprivate var classifier: String { self == .torchvision ? "fc" : "linear" }
  }

  /// Describes a network; whether there is one is found when it is built.
  public init(
    depth: Int, stem: Stem = .imagenet, norm: ChannelNorm = .batch, width: Int = 64,
    names: Names = .torchvision
  ) {
    self.depth = depth
    self.stem = stem
    self.norm = norm
    self.width = width
    self.names = names
  }

  /// Blocks of each stage, and whether they have three convolutions.
  private static let sizes: [Int: (blocks: [Int], isBottleneck: Bool)] = [
    18: ([2, 2, 2, 2], false), 34: ([3, 4, 6, 3], false), 50: ([3, 4, 6, 3], true),
    101: ([3, 4, 23, 3], true), 152: ([3, 8, 36, 3], true),
  ]

  /// The depths that there are.
  static let depths = sizes.keys.sorted()

  /// Channels of a block of three convolutions, per channel of its middle one.
  private static let expansion = 4

  /// The kind.
  public static let entry = ModelEntry(
    "torchvision-resnet", examples: depths.map { "resnet\($0)" }, remark: "as in torchvision",
    options: [
      CatalogueOption(
        "width", placeholder: "channels", help: "Channels of the first stage.", usual: "64"),
      Stem.option, ChannelNorm.option(),
    ])

  /// Whether a name is `resnet` and one of the depths.
  public static func owns(name: String) -> Bool { entry.examples.contains(name) }

  /// The network of a depth.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    self.init(
      depth: Int(name.dropFirst("resnet".count)) ?? 0,
      stem: try Stem.chosen(options) ?? .imagenet,
      norm: try ChannelNorm.chosen(options) ?? .batch,
      width: try options.integer("width", in: 1...largestWidth) ?? 64)
  }

  /// What people call it.
  public var title: String {
    "ResNet-\(depth) (torchvision)" + (width == 64 ? "" : ", width \(width)")
      + (stem == .imagenet ? "" : ", CIFAR stem") + norm.titlePart()
  }
  /// That of torchvision.
  public var initialization: Initialization { .fanOut }
  /// The same network of another depth.
  public func ofDepth(_ depth: Int) -> TorchvisionResNet {
    var other = self
    other.depth = depth
    return other
  }

  /// Images of as many channels as the first convolution takes, of the stem's size unless known.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    weights.images(
      first: "conv1.weight", classifier: names.classifier, edge: imageSize ?? stem.imageSize)
  }

  /// By the first convolution, the classifier, and the blocks of four stages.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let blocks = (1...4).map { stage in
      weights.count { "layer\(stage).\($0).conv1.weight" }
    }
    let isBottleneck = weights.kernel("layer1.0.conv3") != nil
    let names: Names = weights["linear.weight"] == nil ? .torchvision : .kuangliu
    guard
      let depth = sizes.first(where: {
        $0.value.blocks == blocks && $0.value.isBottleneck == isBottleneck
      })?.key,
      let first = weights.kernel("conv1"), first[2] == first[3], [3, 7].contains(first[2]),
      // Neither wider inside (Wide ResNet-50-2) nor in groups (ResNeXt).
      weights.kernel("layer1.0.conv2")?.dimensions == [first[0], first[0], 3, 3],
      weights["\(names.classifier).weight"]?.shape.dimensions.last
        == 8 * first[0] * (isBottleneck ? expansion : 1)
    else { return nil }
    let stem: Stem = first[2] == 7 ? .imagenet : .cifar
    let (norm, open) = weights.norm("bn1")
    let model = TorchvisionResNet(
      depth: depth, stem: stem, norm: norm, width: first[0], names: names)
    return RecognisedModel(
      images: model, plain: !weights.entries.contains { $0.name.contains(".\(names.projection).") },
      assumed: stem == .cifar && names == .torchvision
        ? "stride 1 and no max pooling after the first convolution" : nil, norm: open,
      name: "resnet\(depth)",
      shown: ["stem": stem.rawValue, "norm": norm.rawValue, "width": "\(first[0])"])
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if there is none of this depth, (`.data`) if the examples are no
  ///   images.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    guard let (blocks, isBottleneck) = Self.sizes[depth] else {
      throw Failure(
        .usage, "torchvision has no ResNet of depth \(depth)",
        at: .setting("model", value: "resnet\(depth)"),
        remedy: "Choose one of \(Self.entry.examples.joined(separator: ", ")).")
    }
    try check(width: width, classes: classes, of: "a ResNet")
    var graph = GraphBuilder(
      inputShape: try images(inputShape, for: "a ResNet", named: "resnet\(depth)"))
    var x = graph.stem(
      stem, of: 0, channels: width, norm: norm, names: ("conv1", "bn1", "relu", "maxpool"))
    for (stage, count) in zip(1..., blocks) {
      let inner = width << (stage - 1)
      for block in 0..<count {
        let stride = stage > 1 && block == 0 ? 2 : 1
        let changes = block == 0 && (stage > 1 || isBottleneck)
        x = graph.residualBlock(
          "layer\(stage).\(block)", of: x,
          convolutions: isBottleneck
            ? [(inner, 1, 1), (inner, 3, stride), (Self.expansion * inner, 1, 1)]
            : [(inner, 3, stride), (inner, 3, 1)],
          shortcut: changes ? .projection(names.projection) : .identity, norm: norm)
      }
    }
    graph.classifier(names.classifier, pool: "avgpool", of: x, classes: classes)
    return try Network(nodes: graph.nodes)
  }
}

extension TorchvisionResNet: Codable {
  private enum CodingKeys: String, CodingKey { case depth, stem, norm, width, names }

  /// Reads the depth and what is not usual.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      depth: try container.decode(Int.self, forKey: .depth),
      stem: try container.decodeIfPresent(Stem.self, forKey: .stem) ?? .imagenet,
      norm: try container.decodeIfPresent(ChannelNorm.self, forKey: .norm) ?? .batch,
      width: try container.decodeIfPresent(Int.self, forKey: .width) ?? 64,
      names: try container.decodeIfPresent(Names.self, forKey: .names) ?? .torchvision)
  }

  /// Writes the depth and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(depth, forKey: .depth)
    if stem != .imagenet { try container.encode(stem, forKey: .stem) }
    if norm != .batch { try container.encode(norm, forKey: .norm) }
    if width != 64 { try container.encode(width, forKey: .width) }
    if names != .torchvision { try container.encode(names, forKey: .names) }
  }
}
