internal import Kernels
internal import Tensors

/// y = W·x + b. Parameters `weight` (out × in) and `bias` (out); input: a vector of `in` features.
public struct Linear: Hashable, Codable, Sendable {
  /// The number of outputs.
  public let outputs: Int

  /// Creates a linear operation with a bias.
  public init(outputs: Int) { self.outputs = outputs }
}

extension Linear: OperationDefinition {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard outputs >= 1 else { throw ShapeMismatch(what: "has \(outputs) outputs") }
    guard inputs[0].rank == 1 else {
      throw ShapeMismatch(what: "expected a vector, got shape \(inputs[0])")
    }
    return [outputs]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    [
      LocalParameter(name: "weight", shape: [outputs, inputs[0].count], role: .weight),
      LocalParameter(name: "bias", shape: [outputs], role: .bias),
    ]
  }

  func forward<S>(_ block: BlockContext<S>) {
    let examples = block.node.sizes.examples
    Rows.spread(block.node.parameters[1], examples: examples, into: block.output)
    LinearAlgebra.multiply(
      block.node.parameters[0], block.inputs[0], rows: outputs,
      inner: block.node.sizes.inputs[0].count, columns: examples, accumulating: true,
      into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let examples = block.node.sizes.examples
    let inputs = block.node.sizes.inputs[0].count
    LinearAlgebra.multiply(
      gradient, block.inputs[0], transposingB: true, rows: outputs, inner: examples,
      columns: inputs, into: block.parameterGradients[0])
    Rows.sums(of: gradient, into: block.parameterGradients[1])
    if let target = block.inputGradients[0] {
      LinearAlgebra.multiply(
        block.node.parameters[0], gradient, transposingA: true, rows: inputs, inner: outputs,
        columns: examples, accumulating: target.accumulates, into: target.region)
    }
  }
}
