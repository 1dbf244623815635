internal import Kernels
internal import Tensors

/// Layer normalisation (Ba, Kiros & Hinton 2016): y = γ·(x − μ)/√(σ² + ε) + β, with the mean and
/// the biased variance over the channels of each example or, in a sequence, of each position.
///
/// Parameters `scale` (γ) and `shift` (β), one element per channel; input: a vector of channels, or
/// channels × positions.
public struct LayerNorm: Hashable, Codable, Sendable {
  /// Added to the variance.
  public let epsilon: Double

  /// Creates a layer normalisation; the default is PyTorch's.
  public init(epsilon: Double = 1e-5) { self.epsilon = epsilon }
}

extension LayerNorm: OperationDefinition {
  // Pieces of each block, one element per column.
  static let mean = 0
  static let inverse = 1
  // Two elements per column.
  static let scratch = 2

  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 1 || inputs[0].rank == 2 else {
      throw ShapeMismatch(
        what: "expected a vector or channels × positions, got shape \(inputs[0])")
    }
    guard epsilon > 0 else { throw ShapeMismatch(what: "epsilon must be positive, is \(epsilon)") }
    return inputs[0]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    [
      LocalParameter(name: "scale", shape: [inputs[0][0]], role: .normScale),
      LocalParameter(name: "shift", shape: [inputs[0][0]], role: .normShift),
    ]
  }

  func blockSizes(_ sizes: NodeSizes) -> [Int] {
    let columns = sizes.columns(of: sizes.output)
    return sizes.isForBackward ? [columns, columns, 2 * columns] : [columns, columns]
  }

  func forward<S>(_ block: BlockContext<S>) {
    Sequences.normalize(
      block.inputs[0], scale: block.node.parameters[0], shift: block.node.parameters[1],
      epsilon: epsilon, mean: block.own[LayerNorm.mean], inverse: block.own[LayerNorm.inverse],
      into: block.output)
  }

  // With x̂ = (x − μ)·r, r = 1/√(σ² + ε), means over the channels:
  //   dγ = Σ dy·x̂, dβ = Σ dy, dx = r·(γ·dy − mean(γ·dy) − x̂·mean(γ·dy·x̂))
  // One pass of the kernel gives all three: dγ and dβ are computed even where nobody wants them.
  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let target = block.inputGradients[0]
    Sequences.normalizeBackward(
      block.inputs[0], gradient: gradient, scale: block.node.parameters[0],
      mean: block.own[LayerNorm.mean], inverse: block.own[LayerNorm.inverse],
      scratch: block.own[LayerNorm.scratch], scaleGradient: block.parameterGradients[0],
      shiftGradient: block.parameterGradients[1], accumulating: target?.accumulates ?? false,
      into: target?.region)
  }
}
