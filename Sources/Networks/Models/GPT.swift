public import Archives
public import Catalogues
public import Failures
public import Tensors

/// A decoder-only transformer with the blocks of GPT-2 (Radford et al. 2019) and the names of
/// Raschka's "Build a Large Language Model (From Scratch)" (2024), chapter 4.
///
/// Token and position embeddings; blocks of x + attention(norm1(x)), then x + ff(norm2(x)), where
/// ff is linear to 4 · width, GELU (tanh form), linear to width; a final layer normalisation and an
/// output head without bias. Queries, keys and values have biases where they are asked for, as in
/// GPT-2; so is a head that is the table of the token embedding. Each block has two shortcuts; the
/// plain network is the same without them.
///
/// Deviations from the book: dropout, where there is any, comes after the embeddings and at the end
/// of both branches, not on the shares of attention; the normalisations' ε is 10⁻⁵ as there.
public struct GPT: Model {
  /// The sizes.
  public var sizes: GPTSizes
  /// The number of different tokens; the network has as many outputs per token.
  public var vocabulary: Int
  /// Whether queries, keys and values have biases.
  public var hasQueryKeyValueBias: Bool
  /// Whether the output head is the table of the token embedding, one parameter.
  public var tiesHead: Bool
  /// The rate of dropout while training.
  public var dropout: Double

  /// Describes a network; whether there is one is found when it is built.
  public init(
    _ sizes: GPTSizes = GPTSizes(), vocabulary: Int = GPTSizes.vocabulary,
    hasQueryKeyValueBias: Bool = false, tiesHead: Bool = false, dropout: Double = 0
  ) {
    self.sizes = sizes
    self.vocabulary = vocabulary
    self.hasQueryKeyValueBias = hasQueryKeyValueBias
    self.tiesHead = tiesHead
    self.dropout = dropout
  }

  /// The kind.
  public static let entry = ModelEntry(
    "gpt", examples: ["gpt"],
    options: [
      CatalogueOption(
        "blocks", placeholder: "number", help: "Number of transformer blocks.", usual: "6"),
      CatalogueOption(
        "width", placeholder: "channels", help: "Channels of each block.", usual: "128"),
      CatalogueOption(
        "heads", placeholder: "number", help: "Number of attention heads.", usual: "4"),
      CatalogueOption(
        "context", placeholder: "tokens", help: "Context length in tokens; of text, in bytes.",
        usual: "128"),
      CatalogueOption(
        "vocabulary", placeholder: "number",
        help: "Number of different tokens, such as 50257 for GPT-2.", usual: "256, bytes"),
      CatalogueOption("qkv bias", help: "Queries, keys and values have biases."),
      CatalogueOption(
        "tied head", help: "The output head is the token embedding: one parameter."),
      Dropout.option("after the embeddings and at the end of both branches of a block"),
    ])

  /// Whether a name is `gpt`.
  public static func owns(name: String) -> Bool { name == "gpt" }

  /// The network of the sizes that are chosen.
  public init(named name: String, _ options: OptionValues) throws(Failure) {
    var sizes = GPTSizes()
    sizes.blocks = try options.integer("blocks") ?? sizes.blocks
    sizes.width = try options.integer("width") ?? sizes.width
    sizes.heads = try options.integer("heads") ?? sizes.heads
    sizes.context = try options.integer("context") ?? sizes.context
    try sizes.check()
    self.init(
      sizes,
      vocabulary: try options.integer("vocabulary", in: 1...GPTSizes.largestVocabulary)
        ?? GPTSizes.vocabulary,
      hasQueryKeyValueBias: try options.isChosen("qkv bias"),
      tiesHead: try options.isChosen("tied head"), dropout: try Dropout.rate(options))
  }

  /// Hidden channels of a feed-forward branch per channel.
  static let expansion = 4

  /// What people call it.
  public var title: String {
    "GPT, \(sizes.blocks) \(sizes.blocks == 1 ? "block" : "blocks"), width \(sizes.width)"
      + (vocabulary == GPTSizes.vocabulary ? "" : ", \(vocabulary) tokens")
      + (hasQueryKeyValueBias ? ", query-key-value bias" : "") + (tiesHead ? ", tied head" : "")
      + Dropout.titlePart(dropout)
  }
  /// PyTorch's bounds, with a stream for each tensor.
  public var initialization: Initialization { .uniform }
  /// Tokens per example.
  public var context: Int? { sizes.context }
  /// Depths are blocks.
  public static var depthCountsBlocks: Bool { true }

  /// The same width, another number of blocks.
  public func ofDepth(_ depth: Int) -> GPT {
    var other = self
    other.sizes.blocks = depth
    return other
  }

  /// Windows of the net's own length.
  public func examples(of weights: WeightsFile, imageSize: Int?)
    -> (inputShape: Shape, classes: Int)
  {
    ([sizes.context], vocabulary)
  }

  /// By the embeddings and the blocks. The number of heads does not show, nor do shortcuts. A head
  /// that is missing or holds the numbers of the token embedding is tied to it.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let blocks = weights.count { "trf_blocks.\($0).att.W_query.weight" }
    guard let table = weights["tok_emb.weight"], table.shape.rank == 2,
      let places = weights["pos_emb.weight"]?.shape, places.rank == 2,
      places[1] == table.shape[1], blocks >= 1
    else { return nil }
    let head = weights["out_head.weight"]
    let model = GPT(
      GPTSizes(blocks: blocks, width: table.shape[1], context: places[0]),
      vocabulary: table.shape[0],
      hasQueryKeyValueBias: weights["trf_blocks.0.att.W_query.bias"] != nil,
      tiesHead: head.map { $0.hasSameBits(as: table) } ?? true)
    return RecognisedModel(
      model, assumption: model.assumptions([:], plain: false), name: "gpt", shown: model.options,
      open: ["heads"])
  }

  /// What is chosen of the kind's options.
  private var options: OptionValues {
    var options: OptionValues = [
      "blocks": "\(sizes.blocks)", "width": "\(sizes.width)", "heads": "\(sizes.heads)",
      "context": "\(sizes.context)", "vocabulary": "\(vocabulary)",
    ]
    if hasQueryKeyValueBias { options["qkv bias"] = OptionValues.chosen }
    if tiesHead { options["tied head"] = OptionValues.chosen }
    return options
  }

  /// Weights do not show the number of heads, nor that there are shortcuts.
  public func assumptions(_ options: OptionValues, plain: Bool) -> Phrase? {
    guard options["heads"] == nil else { return nil }
    return "assumed: \(sizes.heads) heads (\(setting: "heads"))."
  }

  /// Builds the network.
  ///
  /// - Throws: `Failure` (`.usage`) for sizes that make no network, (`.data`) for examples that are no
  ///   windows of its length.
  public func network(inputShape: Shape, classes: Int) throws(Failure) -> Network {
    guard inputShape == [sizes.context], classes <= vocabulary else {
      throw Failure(
        .data,
        "a gpt of \(vocabulary) tokens reads \(sizes.context) at a time, an example is "
          + "\(inputShape) of \(classes) classes", at: .setting("model", value: "gpt"),
        remedy:
          "Use \(setting: "data", "text:FILE"), or \(setting: "data", "text") for the licence texts of Debian."
      )
    }
    return try network()
  }

  /// Builds the network, without shortcuts where `plain`.
  ///
  /// - Throws: `Failure` (`.usage`) for sizes that make no network.
  public func network(plain: Bool = false) throws(Failure) -> Network {
    try sizes.check()
    let width = sizes.width
    var graph = GraphBuilder(inputShape: [sizes.context])
    var order = ["tok_emb", "pos_emb"]
    var x = graph.add(
      "tok_emb", .tokenEmbedding(TokenEmbedding(vocabulary: vocabulary, width: width)), [0])
    x = graph.add("pos_emb", .positionEmbedding(PositionEmbedding()), [x])
    x = graph.dropout("drop_emb", dropout, of: x)
    for block in 0..<sizes.blocks {
      let name = "trf_blocks.\(block)"
      var y = graph.add("\(name).norm1", .layerNorm(LayerNorm()), [x])
      y = graph.add(
        "\(name).att",
        .attention(CausalAttention(heads: sizes.heads, hasBias: hasQueryKeyValueBias)), [y])
      y = graph.add("\(name).att.out_proj", .linear(Linear(outputs: width)), [y])
      y = graph.dropout("\(name).att.drop", dropout, of: y)
      x = graph.add("\(name).att.add", .add(Add(isShortcut: true)), [y, x])
      y = graph.add("\(name).norm2", .layerNorm(LayerNorm()), [x])
      y = graph.add("\(name).ff.layers.0", .linear(Linear(outputs: Self.expansion * width)), [y])
      y = graph.add("\(name).ff.layers.1", .activation(Activation(.geluTanh)), [y])
      y = graph.add("\(name).ff.layers.2", .linear(Linear(outputs: width)), [y])
      y = graph.dropout("\(name).ff.drop", dropout, of: y)
      x = graph.add("\(name).ff.add", .add(Add(isShortcut: true)), [y, x])
      // PyTorch defines a block's normalisations after what they come before.
      order += ["att", "att.out_proj", "ff.layers.0", "ff.layers.2", "norm1", "norm2"].map {
        "\(name).\($0)"
      }
    }
    x = graph.add("final_norm", .layerNorm(LayerNorm()), [x])
    _ = graph.add(
      "out_head",
      .linear(
        Linear(outputs: vocabulary, hasBias: false, tiedTo: tiesHead ? "tok_emb" : nil)), [x])
    let network = try Network(
      nodes: graph.nodes,
      definitionOrder: order + ["final_norm"] + (tiesHead ? [] : ["out_head"]))
    return plain ? plainTwin(of: network) : network
  }
}

extension GPT: Codable {
  private enum CodingKeys: String, CodingKey {
    // As version 0.1 wrote it.
    case sizes = "_0"
    case vocabulary, dropout
    case hasQueryKeyValueBias = "qkvBias"
    case tiesHead = "tiedHead"
  }

  /// Reads sizes and, where they are not the usual ones, the rest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(GPTSizes.self, forKey: .sizes),
      vocabulary: try container.decodeIfPresent(Int.self, forKey: .vocabulary)
        ?? GPTSizes.vocabulary,
      hasQueryKeyValueBias: try container.decodeIfPresent(Bool.self, forKey: .hasQueryKeyValueBias)
        ?? false,
      tiesHead: try container.decodeIfPresent(Bool.self, forKey: .tiesHead) ?? false,
      dropout: try container.decodeIfPresent(Double.self, forKey: .dropout) ?? 0)
  }

  /// Writes sizes and what is not usual.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sizes, forKey: .sizes)
    if vocabulary != GPTSizes.vocabulary { try container.encode(vocabulary, forKey: .vocabulary) }
    if hasQueryKeyValueBias { try container.encode(true, forKey: .hasQueryKeyValueBias) }
    if tiesHead { try container.encode(true, forKey: .tiesHead) }
    if dropout != 0 { try container.encode(dropout, forKey: .dropout) }
  }
}
