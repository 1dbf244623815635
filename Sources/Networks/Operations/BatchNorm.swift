internal import Kernels
internal import Tensors

/// Batch normalisation per channel (Ioffe & Szegedy 2015), as in PyTorch: y = (x − μ)/√(σ² + ε)·γ + β.
///
/// In training μ and σ² (biased) are those of the batch, and the running statistics move towards
/// them by `momentum` (with the unbiased variance); in evaluation they are the running ones.
/// Parameters `weight` (γ) and `bias` (β), buffers `running_mean` and `running_var`, all of one
/// element per channel; input: channels × height × width, or a vector of features.
public struct BatchNorm: Hashable, Codable, Sendable {
  /// Added to the variance.
  public let epsilon: Double
  /// The share of the batch in the new running statistics.
  public let momentum: Double

  /// Creates a batch normalisation; the defaults are PyTorch's.
  public init(epsilon: Double = 1e-5, momentum: Double = 0.1) {
    self.epsilon = epsilon
    self.momentum = momentum
  }
}

extension BatchNorm: OperationDefinition {
  // Pieces shared by all blocks, one element per channel each.
  static let mean = 0
  static let inverseDeviation = 1
  static let scale = 2
  static let shift = 3
  static let gradientFactor = 4
  static let inputFactor = 5
  static let offset = 6
  // Pieces of each block.
  static let blockMean = 0
  static let blockSquares = 1
  static let blockProducts = 2

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 3 || inputs[0].rank == 1 else {
      throw ShapeMismatch(
        what: "expected channels × height × width or a vector, got shape \(inputs[0])")
    }
    guard epsilon > 0 else { throw ShapeMismatch(what: "epsilon must be positive, is \(epsilon)") }
    return inputs[0]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    let channels: Shape = [inputs[0][0]]
    return [
      LocalParameter(name: "weight", shape: channels, role: .normScale),
      LocalParameter(name: "bias", shape: channels, role: .normShift),
      LocalParameter(name: "running_mean", shape: channels, role: .runningMean),
      LocalParameter(name: "running_var", shape: channels, role: .runningVariance),
    ]
  }

  func sharedSizes(_ sizes: NodeSizes) -> [Int] {
    Array(repeating: sizes.output[0], count: 7)
  }

  func blockSizes(_ sizes: NodeSizes) -> [Int] {
    Array(repeating: sizes.output[0], count: 3)
  }

  func prepare<S>(_ node: NodeContext<S>) {
    guard node.mode == .evaluation else { return }
    for c in 0..<node.sizes.output[0] {
      setStatistics(
        node, channel: c, mean: Double(node.buffers[0][c]), variance: Double(node.buffers[1][c]))
    }
  }

  func needsBatch(_ mode: ExecutionMode) -> Bool { mode == .training }

  func gather<S>(_ block: BlockContext<S>) {
    Rows.moments(
      of: block.inputs[0], mask: block.mask, counting: block.counting,
      mean: block.own[BatchNorm.blockMean], m2: block.own[BatchNorm.blockSquares])
  }

  // The moments of the blocks are joined in their order, in Double.
  func merge<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>]) {
    let counts = blocks.map { Double($0.counting * pixels(node)) }
    for c in 0..<node.sizes.output[0] {
      var moments = Moments()
      for (block, count) in zip(blocks, counts) {
        moments.join(
          count: count, mean: Double(block.own[BatchNorm.blockMean][c]),
          squares: Double(block.own[BatchNorm.blockSquares][c]))
      }
      setStatistics(node, channel: c, mean: moments.mean, variance: moments.variance)
      let unbiased = moments.squares / max(1, moments.count - 1)
      node.buffers[0][c] += S(momentum * (moments.mean - Double(node.buffers[0][c])))
      node.buffers[1][c] += S(momentum * (unbiased - Double(node.buffers[1][c])))
    }
  }

  func forward<S>(_ block: BlockContext<S>) {
    Rows.affine(
      block.inputs[0], scale: block.node.shared[BatchNorm.scale],
      shift: block.node.shared[BatchNorm.shift], into: block.output)
  }

  // With x̂ = (x − μ)·r, r = 1/√(σ² + ε): dβ = Σ dy, dγ = Σ dy·x̂, and
  //   training:    dx = γ·r·(dy − dβ/n − x̂·dγ/n)
  //   evaluation:  dx = γ·r·dy
  func gatherBackward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let node = block.node
    Rows.gradientMoments(
      of: block.inputs[0], gradient: gradient, center: node.shared[BatchNorm.mean],
      sums: block.parameterGradients[1], products: block.own[BatchNorm.blockProducts])
    for c in 0..<node.sizes.output[0] {
      block.parameterGradients[0][c] =
        block.own[BatchNorm.blockProducts][c] * node.shared[BatchNorm.inverseDeviation][c]
    }
  }

  func mergeBackward<S>(_ node: NodeContext<S>, _ blocks: [BlockContext<S>]) {
    let count = Double(blocks.reduce(0) { $0 + $1.counting } * pixels(node))
    for c in 0..<node.sizes.output[0] {
      var scaleGradient = 0.0
      var shiftGradient = 0.0
      for block in blocks {
        scaleGradient += Double(block.parameterGradients[0][c])
        shiftGradient += Double(block.parameterGradients[1][c])
      }
      let inverse = Double(node.shared[BatchNorm.inverseDeviation][c])
      let factor = Double(node.parameters[0][c]) * inverse
      node.shared[BatchNorm.inputFactor][c] = S(-factor * inverse * scaleGradient / count)
      node.shared[BatchNorm.offset][c] = S(-factor * shiftGradient / count)
    }
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    if block.node.mode == .evaluation, block.wantsParameterGradients { gatherBackward(block) }
    guard let target = block.inputGradients[0] else { return }
    Rows.normalizationBackward(
      of: block.inputs[0], gradient: gradient, mask: block.mask,
      a: block.node.shared[BatchNorm.gradientFactor], b: block.node.shared[BatchNorm.inputFactor],
      center: block.node.shared[BatchNorm.mean], d: block.node.shared[BatchNorm.offset],
      accumulating: target.accumulates, into: target.region)
  }

  private func setStatistics<S>(
    _ node: NodeContext<S>, channel c: Int, mean: Double, variance: Double
  ) {
    let affine = affine(
      mean: mean, variance: variance, weight: Double(node.parameters[0][c]),
      bias: Double(node.parameters[1][c]))
    node.shared[BatchNorm.mean][c] = S(mean)
    node.shared[BatchNorm.inverseDeviation][c] = S(inverseDeviation(variance))
    node.shared[BatchNorm.scale][c] = S(affine.scale)
    node.shared[BatchNorm.shift][c] = S(affine.shift)
    node.shared[BatchNorm.gradientFactor][c] = S(affine.scale)
    node.shared[BatchNorm.inputFactor][c] = 0
    node.shared[BatchNorm.offset][c] = 0
  }

  /// y = x · scale + shift, which is the normalisation of one channel.
  func affine(mean: Double, variance: Double, weight: Double, bias: Double)
    -> (scale: Double, shift: Double)
  {
    let scale = weight * inverseDeviation(variance)
    return (scale, bias - mean * scale)
  }

  private func inverseDeviation(_ variance: Double) -> Double {
    1 / (variance + epsilon).squareRoot()
  }

  private func pixels<S>(_ node: NodeContext<S>) -> Int {
    node.sizes.output.count / node.sizes.output[0]
  }
}
