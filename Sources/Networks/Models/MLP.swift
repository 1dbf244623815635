public import Archives
public import Catalogues
public import Failures
public import Tensors

/// A multi-layer perceptron: linear layers with an activation after each but the last, and a shortcut
/// around each layer whose input and output have the same size.
///
/// The parameters of layer i are `layers.{i}.0.weight` and `layers.{i}.0.bias`, or have the names of a
/// file.
public struct MLP: Model {
  /// The number of inputs, then the number of outputs of each layer.
  public var sizes: [Int]
  /// The function after each layer.
  public var activation: Activation.Function
  /// Whether the last layer has it too.
  public var activatesOutput: Bool
  /// What the layers are called where weights go by other names, such as `fc1`; nil for the usual ones.
  public var layerNames: [String]?
  /// The rate of dropout after each activation while training (Srivastava et al. 2014).
  public var dropout: Double

  /// Describes a network; whether there is one is found when it is built.
  public init(
    sizes: [Int], activation: Activation.Function = .geluTanh, activatesOutput: Bool = false,
    layerNames: [String]? = nil, dropout: Double = 0
  ) {
    self.sizes = sizes
    self.activation = activation
    self.activatesOutput = activatesOutput
    self.layerNames = layerNames
    self.dropout = dropout
  }

  /// The kind.
  public static let entry = ModelEntry(
    "mlp", examples: ["mlp"],
    options: [
      CatalogueOption(
        "layers", placeholder: "sizes", help: "Layer sizes, inputs first, such as 784,64,64,10."),
      CatalogueOption(
        "activation", placeholder: "name",
        help: "Activation after every layer but the last: "
          + Activation.Function.offered.map(\.name).joined(separator: ", ") + ".",
        usual: Activation.Function.geluTanh.name),
      Dropout.option("after every activation"),
    ])

  /// Whether a name is `mlp`.
  public static func owns(name: String) -> Bool { name == "mlp" }

  /// The network of the sizes that are chosen.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    guard let layers = options["layers"] else {
      throw Failure(
        .usage, "an mlp needs its sizes", at: .setting("model", value: "mlp"),
        remedy:
          "Add \(setting: "layers"), inputs first, such as \(setting: "layers", "784,64,64,10").")
    }
    self.init(
      sizes: try Self.sizes(parsing: layers), activation: try Self.activation(options),
      dropout: try Dropout.rate(options))
  }

  /// The sizes that a text lists: `784,64,64,10`.
  ///
  /// - Throws: `Failure` (usage) unless it is two or more positive numbers.
  public static func sizes(parsing text: String) throws(Failure) -> [Int] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let sizes = parts.compactMap { Int($0).flatMap { $0 >= 1 ? $0 : nil } }
    guard sizes.count == parts.count, sizes.count >= 2 else {
      throw Failure(
        .usage, "\"\(text)\" is not a list of layer sizes", at: .setting("layers"),
        remedy: "Give inputs, hidden layers and outputs, such as 784,64,64,10.")
    }
    return sizes
  }

  /// The activation that is chosen, or the usual one.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  public static func activation(_ options: OptionValues) throws(Failure) -> Activation.Function {
    try options.choice("activation", of: Activation.Function.offered, named: \.name) ?? .geluTanh
  }

  /// What people call it: `MLP 784-64×19-10, GELU (tanh)`, long runs of equal sizes as powers.
  public var title: String {
    var runs: [(size: Int, count: Int)] = []
    for size in sizes {
      if let last = runs.last, last.size == size {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((size, 1))
      }
    }
    let listed = runs.flatMap { run in
      run.count > 5
        ? ["\(run.size)×\(run.count)"] : Array(repeating: "\(run.size)", count: run.count)
    }.joined(separator: "-")
    return "MLP \(listed), \(activation.title)" + (activatesOutput ? " after every layer" : "")
      + Dropout.titlePart(dropout)
  }

  /// PyTorch's bounds, with a stream for each tensor.
  public var initialization: Initialization { .uniform }

  /// Input, first hidden size and output of these, with as many layers as asked for.
  public func ofDepth(_ depth: Int) -> MLP {
    var other = self
    other.layerNames = nil
    other.sizes =
      [sizes[0]] + Array(repeating: sizes[1], count: depth - 1) + [sizes[sizes.count - 1]]
    return other
  }

  /// The net's own sizes.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    ([sizes[0]], sizes[sizes.count - 1])
  }

  /// By layers whose sizes follow each other, under this model's own names or numbered ones of PyTorch:
  /// `0.weight`, `2.weight` (`nn.Sequential`), `fc1.weight`, `fc2.weight`. The latter have no shortcuts,
  /// and their activation must be chosen.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let count = weights.count { "layers.\($0).0.weight" }
    let foreign = count == 0 ? weights.numberedLayers : nil
    let names = foreign ?? (0..<count).map { "layers.\($0).0" }
    let shapes = names.compactMap { weights["\($0).weight"]?.shape }
    guard !names.isEmpty, shapes.allSatisfy({ $0.rank == 2 }),
      zip(shapes, shapes.dropFirst()).allSatisfy({ $0[0] == $1[1] })
    else { return nil }
    let model = MLP(sizes: [shapes[0][1]] + shapes.map { $0[0] }, layerNames: foreign)
    let isForeign = foreign != nil
    return RecognisedModel(
      model, plain: isForeign, assumption: model.assumptions([:], plain: isForeign), name: "mlp",
      shown: [
        "layers": model.sizes.map(String.init).joined(separator: ","),
        "activation": model.activation.name,
      ], open: ["activation"], undecided: isForeign && names.count > 1 ? ["activation"] : [])
  }

  /// With the numbered names of a file that has as many layers.
  public func named(as weights: WeightsFile) -> MLP {
    var other = self
    let names = weights["layers.0.0.weight"] == nil ? weights.numberedLayers : nil
    if names?.count == sizes.count - 1 { other.layerNames = names }
    return other
  }

  /// Weights say nothing of the function between the layers, nor of shortcuts.
  public func assumptions(_ options: OptionValues, plain: Bool) -> Phrase? {
    var parts: [Phrase] = []
    if options["activation"] == nil {
      parts.append("\(activation.title) after each layer but the last (\(setting: "activation"))")
    }
    if !plain, zip(sizes, sizes.dropFirst()).contains(where: { $0 == $1 }) {
      parts.append(
        "a shortcut around each layer whose input and output have one size "
          + "(none with \(setting: "plain"))")
    }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce("assumed: \(first)") { $0 + " and " + $1 } + "."
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) if there are fewer than two sizes or one is not positive,
  ///   (`.data`) if the examples do not have `sizes[0]` features or there are not as many classes as
  ///   outputs.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    guard let outputs = sizes.last, outputs == classes else {
      throw Failure(
        .data, "the net ends in \(sizes.last ?? 0) outputs, the data have \(classes) classes",
        at: .setting("layers"), remedy: "End \(setting: "layers") with \(classes).")
    }
    return try network(inputShape: inputShape)
  }

  /// Builds the network for examples that are flattened to `sizes[0]` features, without shortcuts where
  /// `plain`.
  ///
  /// - Throws: see `network(inputShape:classes:)`.
  public func network(inputShape: Shape, plain: Bool = false) throws(Failure) -> Network {
    let listed = sizes.map(String.init).joined(separator: ",")
    guard sizes.count >= 2, sizes.allSatisfy({ $0 >= 1 && $0 <= 1 << 20 }) else {
      throw Failure(
        .usage, "an mlp needs at least two positive sizes, got \"\(listed)\"",
        at: .setting("layers"),
        remedy:
          "Give inputs, hidden sizes and outputs, such as \(setting: "layers", "784,64,64,10").")
    }
    guard layerNames == nil || layerNames?.count == sizes.count - 1 else {
      throw Failure(.data, "there is not one name for each layer", at: "mlp")
    }
    guard inputShape.count == sizes[0] else {
      throw Failure(
        .data,
        "the net takes \(sizes[0]) numbers, an example has \(inputShape.count) (\(inputShape))",
        at: .setting("layers", value: "\(listed)"),
        remedy: "Begin \(setting: "layers") with \(inputShape.count).")
    }
    var graph = GraphBuilder(inputShape: inputShape)
    var x = graph.add("flatten", .flatten(Flatten()), [0])
    for layer in 0..<(sizes.count - 1) {
      let input = x
      let name = layerNames?[layer]
      x = graph.add(
        name ?? "layers.\(layer).0", .linear(Linear(outputs: sizes[layer + 1])), [x])
      if layer < sizes.count - 2 || activatesOutput {
        x = graph.add(
          name.map { "\($0).activation" } ?? "layers.\(layer).1",
          .activation(Activation(activation)), [x])
        x = graph.dropout(name.map { "\($0).dropout" } ?? "layers.\(layer).2", dropout, of: x)
      }
      if sizes[layer] == sizes[layer + 1] {
        x = graph.add(
          name.map { "\($0).add" } ?? "layers.\(layer).add", .add(Add(isShortcut: true)),
          [x, input])
      }
    }
    let network = try Network(nodes: graph.nodes)
    return plain ? plainTwin(of: network) : network
  }
}

extension MLP: Codable {
  private enum CodingKeys: String, CodingKey {
    case sizes, activation, activatesOutput, layerNames, dropout
  }

  /// Reads sizes and, where they are not the usual ones, the rest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      sizes: try container.decode([Int].self, forKey: .sizes),
      activation: try container.decodeIfPresent(Activation.Function.self, forKey: .activation)
        ?? .geluTanh,
      activatesOutput: try container.decodeIfPresent(Bool.self, forKey: .activatesOutput) ?? false,
      layerNames: try container.decodeIfPresent([String].self, forKey: .layerNames),
      dropout: try container.decodeIfPresent(Double.self, forKey: .dropout) ?? 0)
  }

  /// Writes sizes and what differs from version 0.1, whose files stay the same.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sizes, forKey: .sizes)
    if activation != .geluTanh { try container.encode(activation, forKey: .activation) }
    if activatesOutput { try container.encode(activatesOutput, forKey: .activatesOutput) }
    try container.encodeIfPresent(layerNames, forKey: .layerNames)
    if dropout != 0 { try container.encode(dropout, forKey: .dropout) }
  }
}
