public import Failures
public import Tensors

/// A multi-layer perceptron: linear layers with GELU (tanh form) after each but the last, and a
/// shortcut around each layer whose input and output have the same size.
///
/// The parameters of layer i are `layers.{i}.0.weight` and `layers.{i}.0.bias`.
public enum MLP {
  /// Builds a network.
  ///
  /// - Parameters:
  ///   - sizes: the number of inputs, then the number of outputs of each layer.
  ///   - inputShape: the shape of one example; it is flattened to `sizes[0]` features.
  ///   - activation: the function after each layer.
  ///   - activatesOutput: whether the last layer has it too.
  /// - Throws: `Failure` (`.usage`) if there are fewer than two sizes or one is not positive,
  ///   (`.data`) if the examples do not have `sizes[0]` features.
  public static func network(
    sizes: [Int], inputShape: Shape, activation: Activation.Function = .geluTanh,
    activatesOutput: Bool = false, plain: Bool = false
  ) throws(Failure) -> Network {
    let listed = sizes.map(String.init).joined(separator: ",")
    guard sizes.count >= 2, sizes.allSatisfy({ $0 >= 1 && $0 <= 1 << 20 }) else {
      throw Failure(
        .usage, "an mlp needs at least two positive sizes, got \"\(listed)\"",
        at: .setting("layers"),
        remedy:
          "Give inputs, hidden sizes and outputs, such as \(setting: "layers", "784,64,64,10").")
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
      x = graph.add("layers.\(layer).0", .linear(Linear(outputs: sizes[layer + 1])), [x])
      if layer < sizes.count - 2 || activatesOutput {
        x = graph.add("layers.\(layer).1", .activation(Activation(activation)), [x])
      }
      if sizes[layer] == sizes[layer + 1] {
        x = graph.add("layers.\(layer).add", .add(Add(isShortcut: true)), [x, input])
      }
    }
    let network = try Network(nodes: graph.nodes)
    return plain ? network.withoutShortcuts() : network
  }
}
