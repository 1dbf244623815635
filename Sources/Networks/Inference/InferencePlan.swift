internal import Kernels
internal import Tensors

/// A network compiled for evaluation: what is computed, in which order, and where it lies.
///
/// Batch normalisation is folded into the convolution before it (its scale into the weights, its
/// shift into a bias), and a following addition and ReLU into the convolution's last pass over its
/// output. Values that never live at once share memory, so that a block of examples stays in the
/// cache from the first operation to the last.
public struct InferencePlan: Sendable {
  /// One pass over a block of examples.
  enum Step: Sendable {
    /// A convolution, the normalisation folded into it, an addition and a ReLU.
    case convolution(FusedConvolution)
    /// A linear operation.
    case linear(node: Int, input: Int, output: Int)
    /// A batch normalisation that follows no convolution.
    case normalization(node: Int, input: Int, output: Int)
    /// An activation that is not part of a convolution.
    case activation(Activation, input: Int, output: Int)
    /// An addition that is not part of a convolution: the branch, then the shortcut.
    case add(Add, Int, Int, output: Int)
    /// A global average pooling.
    case pool(channels: Int, input: Int, output: Int)
    /// A change of shape: the same elements.
    case alias(input: Int, output: Int)
  }

  struct FusedConvolution: Sendable {
    let node: Int
    let normalization: Int?
    let geometry: ConvolutionGeometry
    let input: Int
    let addend: Int?
    let rectifies: Bool
    let output: Int
    let usesWinograd: Bool
  }

  /// How convolutions are computed.
  public enum Convolutions: Sendable {
    /// By minimal filtering where it is faster.
    case fast
    /// By the direct sum, which rounds less and overflows later.
    case direct
  }

  let network: Network
  let steps: [Step]
  /// For each value (named by the node that ends it), its place among the slots; nil for the
  /// input, which the caller owns, and for values that are never stored.
  let slots: [Range<Int>?]
  let slotCount: Int
  /// Examples per block.
  public let blockSize: Int

  /// Compiles a network.
  public init(_ network: Network, convolutions: Convolutions = .fast) {
    self.network = network
    blockSize = InferencePlan.blockSize(for: network)
    steps = InferencePlan.fuse(network, convolutions, blockSize: blockSize)
    (slots, slotCount) = InferencePlan.place(steps, network: network, blockSize: blockSize)
  }

  /// Whether some convolution is computed by minimal filtering.
  var usesWinograd: Bool {
    steps.contains { if case .convolution(let fused) = $0 { fused.usesWinograd } else { false } }
  }

  /// Numbers of the widest layer of a block of vectors: what stays in a second-level cache beside
  /// the layer's weights.
  private static let vectorBlockCount = 1 << 16

  /// Few images per block, so that their activations stay in the cache; as many vectors as do, so
  /// that matrix products are large.
  private static func blockSize(for network: Network) -> Int {
    guard !network.hasConvolutions else { return network.blockSize }
    let widest = network.shapes.dropFirst().map(\.count).max() ?? 1
    let fitting = vectorBlockCount / max(1, widest) / Block.lanes * Block.lanes
    return min(1024, max(8 * Block.lanes, fitting))
  }

  private static func fuse(_ network: Network, _ convolutions: Convolutions, blockSize: Int)
    -> [Step]
  {
    let consumers = network.consumers
    var steps: [Step] = []
    var isDone = Array(repeating: false, count: network.nodes.count)
    func onlyConsumer(of node: Int) -> Int? {
      consumers[node].count == 1 ? consumers[node][0] : nil
    }
    for (position, node) in network.nodes.enumerated() where !isDone[position] {
      switch node.operation {
      case .input: break
      case .linear:
        steps.append(.linear(node: position, input: node.inputs[0], output: position))
      case .batchNorm:
        steps.append(.normalization(node: position, input: node.inputs[0], output: position))
      case .activation(let activation):
        steps.append(.activation(activation, input: node.inputs[0], output: position))
      case .add(let add):
        steps.append(.add(add, node.inputs[0], node.inputs[1], output: position))
      case .globalAveragePool:
        steps.append(
          .pool(
            channels: network.shapes[position][0], input: node.inputs[0], output: position))
      case .flatten:
        steps.append(.alias(input: node.inputs[0], output: position))
      case .convolution(let convolution):
        var last = position
        var normalization: Int?
        var addend: Int?
        var rectifies = false
        if let next = onlyConsumer(of: last), case .batchNorm = network.nodes[next].operation {
          normalization = next
          last = next
          isDone[next] = true
        }
        if let next = onlyConsumer(of: last), case .add(let add) = network.nodes[next].operation,
          add.strength == 1
        {
          // The sum can be made here only if its other part is there already.
          let others = network.nodes[next].inputs.filter { $0 != last }
          if others.count == 1, others[0] < position {
            addend = others[0]
            last = next
            isDone[next] = true
          }
        }
        if let next = onlyConsumer(of: last),
          case .activation(let activation) = network.nodes[next].operation,
          activation.function == .relu
        {
          rectifies = true
          last = next
          isDone[next] = true
        }
        let geometry = convolution.geometry(
          input: network.shapes[node.inputs[0]], examples: blockSize)
        steps.append(
          .convolution(
            FusedConvolution(
              node: position, normalization: normalization,
              geometry: geometry,
              input: node.inputs[0], addend: addend, rectifies: rectifies, output: last,
              usesWinograd: convolutions == .fast && geometry.profitsFromWinograd)))
      }
    }
    return steps
  }

  /// Gives every stored value a slot for as long as a later step reads it.
  private static func place(_ steps: [Step], network: Network, blockSize: Int)
    -> ([Range<Int>?], Int)
  {
    var lastUse: [Int: Int] = [:]
    for (time, step) in steps.enumerated() {
      for value in step.inputs { lastUse[value] = time }
    }
    var pool = SlotPool()
    var slots: [Range<Int>?] = Array(repeating: nil, count: network.nodes.count)
    for (time, step) in steps.enumerated() {
      let dying = Set(step.inputs.filter { lastUse[$0] == time && slots[$0] != nil })
      let overwritten = step.overwritable.first { dying.contains($0) }
      if let overwritten {
        slots[step.output] = slots[overwritten]
      } else {
        slots[step.output] = pool.take(network.shapes[step.output].count * blockSize)
      }
      for value in dying where value != overwritten {
        if let slot = slots[value] { pool.give(slot) }
      }
    }
    return (slots, pool.layout.count)
  }
}

extension InferencePlan.Step {
  /// The values that the step reads.
  var inputs: [Int] {
    switch self {
    case .convolution(let fused): [fused.input] + (fused.addend.map { [$0] } ?? [])
    case .linear(_, let input, _), .normalization(_, let input, _), .activation(_, let input, _),
      .pool(_, let input, _), .alias(let input, _):
      [input]
    case .add(_, let a, let b, _): [a, b]
    }
  }

  /// The value that the step makes.
  var output: Int {
    switch self {
    case .convolution(let fused): fused.output
    case .linear(_, _, let output), .normalization(_, _, let output), .activation(_, _, let output),
      .add(_, _, _, let output), .pool(_, _, let output), .alias(_, let output):
      output
    }
  }

  /// The inputs in whose place the output may be written: each element of it is read before the
  /// same element of the output is written.
  var overwritable: [Int] {
    switch self {
    case .convolution(let fused):
      // The input is read around each output pixel, so it must not be the addend as well.
      fused.addend.map { $0 == fused.input ? [] : [$0] } ?? []
    case .activation, .normalization, .add, .alias: inputs
    case .linear, .pool: []
    }
  }
}
