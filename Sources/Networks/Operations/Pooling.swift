internal import Kernels
internal import Tensors

/// The mean of each channel over all pixels: channels × height × width to a vector of channels.
public struct GlobalAveragePool: Hashable, Codable, Sendable {
  /// Creates a global average pooling.
  public init() {}
}

extension GlobalAveragePool: JointlyLinearOperation {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 3 else {
      throw ShapeMismatch(what: "expected channels × height × width, got shape \(inputs[0])")
    }
    return [inputs[0][0]]
  }

  func forward<S>(_ block: BlockContext<S>) {
    Rows.averagePool(
      block.inputs[0], channels: block.node.sizes.output[0], examples: block.node.sizes.examples,
      into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient, let target = block.inputGradients[0] else { return }
    Rows.averagePoolBackward(
      gradient, channels: block.node.sizes.output[0], examples: block.node.sizes.examples,
      accumulating: target.accumulates, into: target.region)
  }
}

/// All elements of an example in a row, in order of channel, row and column.
public struct Flatten: Hashable, Codable, Sendable {
  /// Creates a flattening.
  public init() {}
}

extension Flatten: JointlyLinearOperation {
  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { [inputs[0].count] }

  // Features lie in this order already.
  var worksInPlace: Bool { true }

  func forward<S>(_ block: BlockContext<S>) {
    block.output.assign(block.inputs[0])
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    block.inputGradients[0]?.receive(gradient)
  }
}
