public import Kernels
public import Networks
internal import RealModule
public import Tensors

/// A batch of examples with what the network should have said of them.
public struct GradientBatch: Sendable {
  /// N × the network's input shape.
  public let inputs: Tensor<Float>
  /// A target for each example.
  public let targets: Targets
  /// How far the outputs are from them.
  public let loss: Loss

  /// Creates a batch.
  public init(inputs: Tensor<Float>, targets: Targets, loss: Loss) {
    self.inputs = inputs
    self.targets = targets
    self.loss = loss
  }

  /// The number of examples.
  public var count: Int { inputs.shape[0] }
}

/// How large the gradient of one batch's mean loss is on its way back through a network: at every
/// weight tensor, and from residual block to residual block.
///
/// All norms are Euclidean, over all elements and, for a block's input and output, all examples.
public struct GradientProfile: Hashable, Sendable {
  /// The gradient with respect to one weight tensor.
  public struct Layer: Hashable, Sendable {
    /// The tensor: `layers.0.0.weight`.
    public let name: String
    /// The mean of the elements' absolute values.
    public let meanAbsolute: Double
    /// ‖∂L/∂W‖.
    public let norm: Double
  }

  /// The gradient at both ends of one residual block x_{l+1} = x_l + F(x_l), or of the same layers
  /// in a network without shortcuts, where x_{l+1} = F(x_l).
  public struct Block: Hashable, Sendable {
    /// The block: `layer1.0`.
    public let name: String
    /// ‖∂L/∂x_l‖.
    public let inputNorm: Double
    /// ‖∂L/∂x_{l+1}‖.
    public let outputNorm: Double
    /// The two parts of ∂L/∂x_l; nil without a shortcut.
    public let parts: Parts?

    /// ‖∂L/∂x_l‖ / ‖∂L/∂x_{l+1}‖: below 1 where the block lets the gradient shrink.
    public var gain: Double { inputNorm / outputNorm }
  }

  /// ∂L/∂x_l = (what came through the shortcut) + (what came through the branch).
  public struct Parts: Hashable, Sendable {
    /// The norm of what came through the shortcut: of ∂L/∂x_{l+1} itself (times the shortcut's
    /// strength), or of what a projection made of it.
    public let identityNorm: Double
    /// The norm of what came through the branch, (∂F/∂x_l)ᵀ ∂L/∂x_{l+1}.
    public let branchNorm: Double

    /// The share of the shortcut, `identityNorm / (identityNorm + branchNorm)`: 1 where all came
    /// through it, 0 where nothing did.
    public var identityShare: Double { identityNorm / (identityNorm + branchNorm) }
  }

  /// The mean loss of the batch.
  public let loss: Double
  /// The weight tensors (embeddings among them, biases and norms not), in the network's order.
  public let layers: [Layer]
  /// The blocks, in the network's order.
  public let blocks: [Block]

  /// The first layer's mean absolute gradient over the last one's; nil without layers.
  public var firstToLast: Double? {
    guard let first = layers.first, let last = layers.last else { return nil }
    return first.meanAbsolute / last.meanAbsolute
  }

  /// ‖∂L/∂x_1‖ / ‖∂L/∂x_L‖: how much of the gradient at the last block's output arrives at the first
  /// one's input. Nil without blocks.
  public var throughGain: Double? {
    guard let first = blocks.first, let last = blocks.last else { return nil }
    return first.inputNorm / last.outputNorm
  }

  /// The geometric mean of the blocks' gains; nil without blocks.
  public var meanGain: Double? {
    guard !blocks.isEmpty else { return nil }
    return Double.exp(
      blocks.reduce(0) { $0 + Double.log($1.gain) } / Double(blocks.count))
  }

  /// Takes a batch forward and back through a network.
  ///
  /// - Parameters:
  ///   - network: the network. Its own residual blocks are measured, in both their parts.
  ///   - plainBlocks: the blocks of a network without shortcuts
  ///     (`Network.residualBlocksWithoutShortcuts` of the one that has them).
  ///   - parameters: the weights, in the network's order.
  ///   - buffers: the running statistics, in the network's order.
  ///   - batch: the examples, their targets and the loss.
  ///   - mode: whether norms take the statistics of the batch, as in training, or the running ones.
  ///   - scalar: the type to compute in.
  ///   - workers: number of threads; results do not depend on it.
  public init<Scalar: KernelScalar>(
    of network: Network, plainBlocks: [ResidualBlock] = [], parameters: Parameters<Float>,
    buffers: Parameters<Float>, batch: GradientBatch, mode: ExecutionMode,
    as scalar: Scalar.Type, workers: Workers
  ) {
    let (probed, probes) = network.probingShortcuts()
    precondition(probed.parameters == network.parameters, "probes changed the order of parameters")
    let blocks = probes.map(\.block) + (probes.isEmpty ? plainBlocks : [])
    let kept =
      blocks.flatMap { [$0.input, $0.output] } + probes.flatMap { [$0.shortcut, $0.branch] }
    let execution = Execution<Scalar>(
      network: probed, mode: mode, capacity: batch.count, workers: workers,
      keepingGradientsOf: Set(kept))
    execution.load(
      parameters.converted(to: Scalar.self), buffers: buffers.converted(to: Scalar.self))
    execution.forward(batch.inputs, indices: Array(0..<batch.count))
    loss = execution.loss(batch.loss, targets: batch.targets).mean
    execution.backward()

    let layout = network.parameters
    layers = layout.specifications.indices.compactMap { index in
      let specification = layout.specifications[index]
      guard specification.role == .weight || specification.role == .embedding else { return nil }
      let gradient = execution.gradient[layout.ranges[index]].elements
      return Layer(
        name: specification.name,
        meanAbsolute: gradient.reduce(0) { $0 + Double(abs($1)) } / Double(gradient.count),
        norm: norm(gradient))
    }
    func gradientNorm(_ node: String) -> Double {
      norm(execution.outputGradient(of: node).elements)
    }
    self.blocks = blocks.enumerated().map { index, block in
      let probe = probes.isEmpty ? nil : probes[index]
      return Block(
        name: block.name, inputNorm: gradientNorm(block.input),
        outputNorm: gradientNorm(block.output),
        parts: probe.map {
          Parts(
            identityNorm: gradientNorm($0.shortcut), branchNorm: gradientNorm($0.branch))
        })
    }
  }
}

/// The Euclidean norm, scaled by the largest element so that neither the smallest nor the largest
/// gradients leave the range of Double.
private func norm<Scalar: KernelScalar>(_ vector: [Scalar]) -> Double {
  let largest = vector.reduce(0.0) { $1.isNaN ? .nan : max($0, Double(abs($1))) }
  guard largest > 0, largest.isFinite else { return largest }
  let sum = vector.reduce(0.0) { $0 + Double($1) / largest * (Double($1) / largest) }
  return largest * sum.squareRoot()
}
