public import Archives
public import Catalogues
public import Failures
internal import Kernels
public import Tensors

/// A model: how to build a network of a kind from its sizes. Each kind is one file, which describes it
/// as an entry of the catalogue, and one line in `ModelCatalogue`.
public protocol Model: Hashable, Codable, Sendable {
  /// The kind, with all that can be chosen of it.
  static var entry: ModelEntry { get }

  /// Whether a name, such as `resnet56`, is one of this kind.
  ///
  /// - Parameter name: in small letters, without hyphens but between two numbers: `resnet56`,
  ///   `wrn28-10`.
  static func owns(name: String) -> Bool

  /// The model of a name of this kind.
  ///
  /// - Parameters:
  ///   - name: one that ``owns(name:)`` accepts.
  ///   - options: what is chosen of the kind's options.
  /// - Throws: `Failure` (usage) for names and choices that make no network.
  init(named name: String, _ options: OptionValues) throws(Failure)

  /// Builds the network with its shortcuts.
  ///
  /// - Parameters:
  ///   - inputShape: the shape of one example.
  ///   - classes: the number of classes.
  /// - Throws: `Failure` if the model does not exist or does not fit the examples.
  func network(inputShape: Shape, classes: Int) throws(Failure) -> Network

  /// The same network without shortcuts: what it is compared with.
  func plainTwin(of network: Network) -> Network

  /// The name people read, such as `ResNet-56, width 8`.
  var title: String { get }
  /// How parameters are drawn.
  var initialization: Initialization { get }
  /// Tokens per example, for a model that reads tokens; nil for any other.
  var context: Int? { get }

  /// The same model of another depth.
  func ofDepth(_ depth: Int) -> Self
  /// Whether depths count blocks, not layers.
  static var depthCountsBlocks: Bool { get }

  /// What the weights in a file are for, where no data say it.
  ///
  /// - Parameters:
  ///   - weights: a file with the tensors of this model.
  ///   - imageSize: the edge of images, where it is known.
  func examples(of weights: WeightsFile, imageSize: Int?) -> (inputShape: Shape, classes: Int)

  /// The model that weights are for, where their names and shapes show that they are of this kind.
  ///
  /// - Parameter weights: a file, without the prefixes of wrappers.
  static func recognised(in weights: WeightsFile) -> RecognisedModel?

  /// What is taken for granted of weights from a file that does not describe its network; nil where
  /// names and shapes say it all.
  ///
  /// - Parameters:
  ///   - options: what was chosen, and so is not.
  ///   - plain: whether the network is asked for without shortcuts.
  func assumptions(_ options: OptionValues, plain: Bool) -> Phrase?
}

extension Model {
  /// The network with its shortcuts removed.
  public func plainTwin(of network: Network) -> Network { network.withoutShortcuts() }
  /// None: examples are not tokens.
  public var context: Int? { nil }
  /// Depths count layers.
  public static var depthCountsBlocks: Bool { false }
  /// Not recognised.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? { nil }
  /// Nothing is taken for granted.
  public func assumptions(_ options: OptionValues, plain: Bool) -> Phrase? { nil }

  /// Builds the network, without shortcuts where `plain`.
  ///
  /// - Throws: `Failure` if the model does not exist or does not fit the examples.
  public func network(inputShape: Shape, classes: Int, plain: Bool) throws(Failure) -> Network {
    let network = try network(inputShape: inputShape, classes: classes)
    return plain ? plainTwin(of: network) : network
  }
}

/// A kind of model as the catalogue offers it.
public struct ModelEntry: CatalogueEntry {
  /// The name of the kind, such as `resnet`.
  public let name: String
  /// Models of the kind, as they are asked for.
  public let examples: [String]
  /// What else there is to know of the names, such as `any depth 6n + 2`; empty where nothing.
  public let remark: String
  /// What can be chosen.
  public let options: [CatalogueOption]

  init(_ name: String, examples: [String], remark: String = "", options: [CatalogueOption]) {
    self.name = name
    self.examples = examples
    self.remark = remark
    self.options = options
  }
}

extension WeightsFile {
  /// The tensor of a name, or of one that ends in it after a point, as under a wrapper's prefix.
  func tensor(under name: String) -> Tensor<Float>? {
    self[name] ?? entries.first { $0.name.hasSuffix(".\(name)") }?.tensor
  }
}
