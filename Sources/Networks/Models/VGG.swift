public import Catalogues
public import Failures
public import Tensors

/// The networks of Simonyan & Zisserman (2015): VGG-11, 13, 16 and 19, and VGG-9.
///
/// Stages of 3×3 convolutions with biases, each (normalised and) rectified, with `width`, 2·width,
/// 4·width, 8·width and 8·width channels, and max pooling with stride 2 after each stage. There are
/// three forms of what follows; see ``Form``. A VGG has no shortcuts: it is its own plain network.
public struct VGG: Model {
  /// 9, 11, 13, 16 or 19.
  public var depth: Int
  /// What follows the convolutions.
  public var form: Form
  /// The normalisation.
  public var norm: ChannelNorm
  /// Channels of the first stage; 64 in the literature.
  public var width: Int
  /// Outputs of the first two linear layers of the form for large images; 4096 in torchvision.
  public var hidden: Int

  /// What follows the convolutions.
  public enum Form: String, Codable, Sendable {
    /// As in torchvision: average pooling to 7×7, three linear layers `classifier.0`, `.3` and `.6`,
    /// dropout of one half after the first two.
    case imagenet
    /// As in github.com/kuangliu/pytorch-cifar: one linear layer `classifier`.
    case cifar
    /// As in the reference code of Li et al. 2018 (github.com/tomgoldstein/loss-landscape): a linear
    /// layer `fc.0` that is normalised and rectified, then `classifier`; pooling rounds sizes up.
    case li
  }

  /// Describes a network; whether there is one is found when it is built.
  public init(
    depth: Int, form: Form = .imagenet, norm: ChannelNorm = .none, width: Int = 64,
    hidden: Int = 4096
  ) {
    self.depth = depth
    self.form = form
    self.norm = norm
    self.width = width
    self.hidden = hidden
  }

  /// Convolutions of each stage, by depth.
  static let stages = [
    9: [2, 2, 3], 11: [1, 1, 2, 2, 2], 13: [2, 2, 2, 2, 2], 16: [2, 2, 3, 3, 3],
    19: [2, 2, 4, 4, 4],
  ]

  /// Edge of what the classifier of the form for large images takes.
  private static let pooled = 7

  /// The kind.
  public static let entry = ModelEntry(
    "vgg", examples: stages.keys.sorted().map { "vgg\($0)" },
    remark: "as in torchvision, vgg16-bn and so on with batch normalisation; vgg9 as in Li et al. "
      + "2018",
    options: [
      CatalogueOption(
        "width", placeholder: "channels", help: "Channels of the first stage.", usual: "64"),
      CatalogueOption(
        "stem", placeholder: "name",
        help: "Form: imagenet (torchvision's, three linear layers) or cifar (one linear layer).",
        usual: "imagenet, of vgg9 cifar"),
      ChannelNorm.option(usual: "none; batch for names in -bn, vgg9 and the cifar form"),
    ])

  /// Whether a name is `vgg` and one of the depths, perhaps with `bn` at its end.
  public static func owns(name: String) -> Bool { depth(of: name) != nil }

  private static func depth(of name: String) -> Int? {
    let name = name.hasSuffix(bn) ? String(name.dropLast(bn.count)) : name
    guard name.hasPrefix("vgg") else { return nil }
    return Int(name.dropFirst("vgg".count)).flatMap { stages[$0] == nil ? nil : $0 }
  }

  /// What names of networks with batch normalisation end in.
  private static let bn = "bn"

  /// The network of a depth.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    let depth = Self.depth(of: name) ?? 0
    let stem = try Stem.chosen(options)
    guard depth != 9 || stem != .imagenet else {
      throw Failure(
        .usage, "there is no vgg9 for large images", at: .setting("stem", value: "imagenet"),
        remedy: "Leave it out, or use \(setting: "model", "vgg11").")
    }
    let norm = try ChannelNorm.chosen(options)
    guard !name.hasSuffix(Self.bn) || norm == nil || norm == .batch else {
      throw Failure(
        .usage, "the model \(name) has batch normalisation", at: .setting("norm"),
        remedy: "Leave it out, or use \(setting: "model", "vgg\(depth)").")
    }
    let form: Form = depth == 9 ? .li : stem == .cifar ? .cifar : .imagenet
    let isNormalised = form != .imagenet || name.hasSuffix(Self.bn)
    self.init(
      depth: depth, form: form, norm: norm ?? (isNormalised ? .batch : .none),
      width: try options.integer("width", in: 1...largestWidth) ?? 64)
  }

  /// What people call it.
  public var title: String {
    let form =
      switch form {
      case .imagenet: " (torchvision)"
      case .cifar: " for CIFAR"
      case .li: depth == 9 ? "" : " (Li et al.)"
      }
    return "VGG-\(depth)\(form)" + (width == 64 ? "" : ", width \(width)")
      + norm.titlePart(usual: .none)
  }
  /// That of torchvision, or PyTorch's own.
  public var initialization: Initialization { form == .imagenet ? .vgg : .uniform }
  /// The same network of another depth.
  public func ofDepth(_ depth: Int) -> VGG {
    var other = self
    other.depth = depth
    return other
  }

  /// Where the convolutions stand among the layers of `features`, and their channels.
  var convolutions: [(place: Int, channels: Int)] {
    layers.enumerated().compactMap { place, layer in
      if case .convolution(let channels) = layer { (place, channels) } else { nil }
    }
  }

  /// A layer of `features`.
  private enum Layer {
    case convolution(channels: Int)
    case norm(channels: Int)
    case relu
    case pool
  }

  /// The layers of `features`; their places are their names.
  private var layers: [Layer] {
    zip(0..., Self.stages[depth] ?? []).flatMap { stage, count in
      let channels = width << min(stage, 3)
      let one: [Layer] =
        [.convolution(channels: channels)] + (norm == .none ? [] : [.norm(channels: channels)])
        + [.relu]
      return (0..<count).flatMap { _ in one } + [.pool]
    }
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if there is none of this depth and form, (`.data`) if the examples
  ///   are no images, or too small.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    guard let stages = Self.stages[depth], hidden >= 1 else {
      throw Failure(
        .usage, "there is no VGG of depth \(depth)",
        at: .setting("model", value: "vgg\(depth)"),
        remedy: "Choose one of \(Self.entry.examples.joined(separator: ", ")).")
    }
    try check(width: width, classes: classes, of: "a VGG")
    let shape = try images(
      inputShape, for: "a VGG", named: "vgg\(depth)",
      atLeast: form == .li ? 1 : 1 << stages.count)
    var graph = GraphBuilder(inputShape: shape)
    var x = 0
    for (place, layer) in layers.enumerated() {
      let name = "features.\(place)"
      switch layer {
      case .convolution(let channels):
        x = graph.convolution(name, of: x, channels: channels, kernel: 3, hasBias: true)
      case .norm(let channels): x = graph.norm(name, norm, of: x, channels: channels)
      case .relu: x = graph.relu(name, of: x)
      case .pool:
        x = graph.add(
          name, .maxPool(MaxPool(kernel: 2, stride: 2, roundsUp: form == .li)), [x])
      }
    }
    if form == .imagenet {
      x = graph.add(
        "avgpool",
        .adaptiveAveragePool(AdaptiveAveragePool(height: Self.pooled, width: Self.pooled)), [x])
    }
    x = graph.add("flatten", .flatten(Flatten()), [x])
    addClassifier(to: &graph, x, classes: classes, channels: width << min(stages.count - 1, 3))
    return try Network(nodes: graph.nodes)
  }

  private func addClassifier(
    to graph: inout GraphBuilder, _ input: Int, classes: Int, channels: Int
  ) {
    var x = input
    switch form {
    case .imagenet:
      for place in [0, 3] {
        x = graph.add("classifier.\(place)", .linear(Linear(outputs: hidden)), [x])
        x = graph.relu("classifier.\(place + 1)", of: x)
        x = graph.add("classifier.\(place + 2)", .dropout(Dropout(rate: 0.5)), [x])
      }
      _ = graph.add("classifier.6", .linear(Linear(outputs: classes)), [x])
    case .cifar, .li:
      if form == .li {
        x = graph.add("fc.0", .linear(Linear(outputs: channels)), [x])
        x = graph.norm("fc.1", norm, of: x, channels: channels)
        x = graph.relu("fc.2", of: x)
      }
      _ = graph.add("classifier", .linear(Linear(outputs: classes)), [x])
    }
  }
}
