public import Failures
internal import Tensors

/// A decoder-only transformer with the blocks of GPT-2 (Radford et al. 2019) and the names of
/// Raschka's "Build a Large Language Model (From Scratch)" (2024), chapter 4.
///
/// Token and position embeddings; blocks of x + attention(norm1(x)), then x + ff(norm2(x)), where
/// ff is linear to 4 · width, GELU (tanh form), linear to width; a final layer normalisation and an
/// output head without bias. Queries, keys and values have no bias. Each block has two shortcuts;
/// the plain network is the same without them.
///
/// Deviations from the book: dropout, where there is any, comes after the embeddings and at the end
/// of both branches, not on the shares of attention; the normalisations' ε is 10⁻⁵ as there.
public enum GPT {
  /// Hidden channels of a feed-forward branch per channel.
  static let expansion = 4

  /// Builds a network.
  ///
  /// - Parameters:
  ///   - vocabulary: the number of different tokens; the network has as many outputs per token.
  ///   - dropout: the rate of dropout while training.
  /// - Throws: `Failure` (`.usage`) for sizes that make no network.
  public static func network(
    _ sizes: GPTSizes, vocabulary: Int = GPTSizes.vocabulary, dropout: Double = 0,
    plain: Bool = false
  ) throws(Failure) -> Network {
    try sizes.check()
    let width = sizes.width
    var graph = GraphBuilder(inputShape: [sizes.context])
    var order = ["tok_emb", "pos_emb"]
    func dropped(_ x: Int, _ name: String) -> Int {
      dropout > 0 ? graph.add(name, .dropout(Dropout(rate: dropout)), [x]) : x
    }
    var x = graph.add(
      "tok_emb", .tokenEmbedding(TokenEmbedding(vocabulary: vocabulary, width: width)), [0])
    x = graph.add("pos_emb", .positionEmbedding(PositionEmbedding()), [x])
    x = dropped(x, "drop_emb")
    for block in 0..<sizes.blocks {
      let name = "trf_blocks.\(block)"
      var y = graph.add("\(name).norm1", .layerNorm(LayerNorm()), [x])
      y = graph.add("\(name).att", .attention(CausalAttention(heads: sizes.heads)), [y])
      y = graph.add("\(name).att.out_proj", .linear(Linear(outputs: width)), [y])
      y = dropped(y, "\(name).att.drop")
      x = graph.add("\(name).att.add", .add(Add(isShortcut: true)), [y, x])
      y = graph.add("\(name).norm2", .layerNorm(LayerNorm()), [x])
      y = graph.add("\(name).ff.layers.0", .linear(Linear(outputs: expansion * width)), [y])
      y = graph.add("\(name).ff.layers.1", .activation(Activation(.geluTanh)), [y])
      y = graph.add("\(name).ff.layers.2", .linear(Linear(outputs: width)), [y])
      y = dropped(y, "\(name).ff.drop")
      x = graph.add("\(name).ff.add", .add(Add(isShortcut: true)), [y, x])
      // PyTorch defines a block's normalisations after what they come before.
      order += ["att", "att.out_proj", "ff.layers.0", "ff.layers.2", "norm1", "norm2"].map {
        "\(name).\($0)"
      }
    }
    x = graph.add("final_norm", .layerNorm(LayerNorm()), [x])
    _ = graph.add("out_head", .linear(Linear(outputs: vocabulary, hasBias: false)), [x])
    let network = try Network(
      nodes: graph.nodes, definitionOrder: order + ["final_norm", "out_head"])
    return plain ? network.withoutShortcuts() : network
  }
}
