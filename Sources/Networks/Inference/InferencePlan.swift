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
    /// A linear operation, a function of its result and an addition.
    case linear(FusedLinear)
    /// The same for the first linear operation, from its products with the origin of a plane and
    /// the two directions, which the block holds instead of examples.
    case planeLinear(FusedLinear)
    /// A batch normalisation that follows no convolution, and a ReLU.
    case normalization(node: Int, input: Int, rectifies: Bool, output: Int)
    /// An activation that is not part of a convolution.
    case activation(Activation, input: Int, output: Int)
    /// An addition that is not part of a convolution: the branch, then the shortcut.
    case add(Add, Int, Int, output: Int)
    /// A global average pooling.
    case pool(channels: Int, input: Int, output: Int)
    /// A change of shape: the same elements.
    case alias(input: Int, output: Int)
    /// What is computed as in training.
    case operation(node: Int, inputs: [Int])
  }

  struct FusedConvolution: Sendable {
    let node: Int
    let normalization: Int?
    let geometry: ConvolutionGeometry
    let input: Int
    let addend: Int?
    let rectifies: Bool
    let output: Int
    let method: Method
  }

  /// How one convolution is computed.
  enum Method: Sendable {
    /// By the direct sum.
    case direct
    /// By minimal filtering, its weights transformed once for all blocks.
    case winograd
    /// By minimal filtering, its weights transformed where they are used, for a single block.
    case winogradOnce
  }

  struct FusedLinear: Sendable {
    let node: Int
    let input: Int
    let function: PointwiseFunction
    let addend: Int?
    let output: Int
  }

  /// How convolutions are computed.
  public enum Convolutions: Sendable {
    /// By minimal filtering where it is faster.
    case fast
    /// By the direct sum, which rounds less and overflows later.
    case direct
  }

  /// Where batch normalisations have their means and variances from.
  public enum Statistics: String, CaseIterable, Codable, Sendable {
    /// The running statistics, which come with the parameters.
    case running
    /// All examples that are evaluated: of each normalisation's input the mean and the biased
    /// variance, layer by layer, so that the result is that of training mode on one batch of all of them.
    case recalibrated = "recalibrate"
  }

  /// The network.
  public let network: Network
  /// Where batch normalisations have their means and variances from.
  public let statistics: Statistics
  let steps: [Step]
  /// For each value (named by the node that ends it), its place among the slots; nil for the
  /// input, which the caller owns, and for values that are never stored.
  let slots: [Range<Int>?]
  let slotCount: Int
  /// Examples per block.
  public let blockSize: Int
  /// The first linear operation, if blocks hold its products instead of examples.
  let planeNode: Int?
  /// How many examples are evaluated at every set of parameters, where that is known.
  let examples: Int?
  /// Whether large weights of linear operations are summed in panels at a point of a plane: not where all
  /// blocks come through layer by layer, each by itself.
  private(set) var sumsPanels: Bool

  /// The memory that products made once may take, in bytes.
  static let mostProductBytes = 1 << 26
  /// Below so many inputs a product is as fast as reading three.
  static let leastProductInputs = 64

  /// Compiles a network that is evaluated on examples.
  public init(_ network: Network, convolutions: Convolutions = .fast) {
    self.init(
      network, convolutions, planeNode: nil, fuses: true, examples: nil, statistics: .running)
  }

  /// Compiles a network that is evaluated on the same examples at many points of a plane.
  ///
  /// A linear operation on the examples is affine in the coordinates (α, β) of the point:
  /// W·x + b = (W₀·x + b₀) + α(W₁·x + b₁) + β(W₂·x + b₂). If the first linear operation is wide and
  /// the three products fit `mostProductBytes`, they are to be made once and take the examples'
  /// place in the blocks.
  ///
  /// - Parameters:
  ///   - network: the network.
  ///   - examples: how many there are, at least 1.
  ///   - statistics: where batch normalisations have their means and variances from.
  public static func alongPlane(
    _ network: Network, examples: Int, statistics: Statistics = .running
  ) -> InferencePlan {
    InferencePlan(
      network, .fast, planeNode: network.planeNode(examples: examples), fuses: true,
      examples: examples, statistics: statistics)
  }

  /// Compiles a network that is evaluated on the same examples at many sets of parameters, wherever they
  /// lie.
  ///
  /// - Parameters:
  ///   - network: the network.
  ///   - examples: how many there are, at least 1.
  ///   - statistics: where batch normalisations have their means and variances from.
  public static func anywhere(
    _ network: Network, examples: Int, statistics: Statistics = .running
  ) -> InferencePlan {
    InferencePlan(
      network, .fast, planeNode: nil, fuses: true, examples: examples, statistics: statistics)
  }

  /// Compiles a network operation by operation, with direct convolutions and nothing folded or
  /// fused: the plain way, which the others are checked against.
  ///
  /// - Parameters:
  ///   - network: the network.
  ///   - examples: how many are evaluated, at least 1; they must be known where the statistics are
  ///     those of all of them.
  ///   - statistics: where batch normalisations have their means and variances from.
  public static func unfused(
    _ network: Network, examples: Int? = nil, statistics: Statistics = .running
  ) -> InferencePlan {
    InferencePlan(
      network, .direct, planeNode: nil, fuses: false,
      examples: statistics == .running ? nil : examples, statistics: statistics)
  }

  /// The plan for the same blocks with direct convolutions.
  var direct: InferencePlan {
    InferencePlan(
      network, .direct, planeNode: planeNode, fuses: true, examples: examples,
      statistics: statistics)
  }

  private init(
    _ network: Network, _ convolutions: Convolutions, planeNode: Int?, fuses: Bool, examples: Int?,
    statistics: Statistics
  ) {
    precondition(statistics == .running || examples != nil, "statistics of unknown examples")
    self.network = network
    self.planeNode = planeNode
    self.examples = examples
    self.statistics = statistics
    sumsPanels = fuses && examples != nil && statistics == .running
    // Moments are those of full registers.
    let isNarrow =
      examples.map { $0 <= Block.narrow } == true && network.allowsNarrowBlocks
      && statistics == .running
    blockSize = isNarrow ? Block.narrow : InferencePlan.blockSize(for: network)
    steps = InferencePlan.fuse(
      network, convolutions, planeNode: planeNode, fuses: fuses, blockSize: blockSize,
      isSingleBlock: examples.map { [blockSize] in $0 <= blockSize } == true,
      statistics: statistics)
    (slots, slotCount) = InferencePlan.place(steps, network: network, blockSize: blockSize)
    sumsPanels = sumsPanels && hasColumnsForPanels
  }

  /// Whether blocks hold the products of a linear operation instead of examples.
  public var holdsProducts: Bool { planeNode != nil }

  /// Whether some convolution is computed by minimal filtering.
  var usesWinograd: Bool {
    steps.contains {
      if case .convolution(let fused) = $0 { fused.method != .direct } else { false }
    }
  }

  /// Few examples per block, so that what an operation reads and writes stays in the nearest
  /// caches; for vectors still enough that a matrix product runs at its full rate.
  private static func blockSize(for network: Network) -> Int {
    if network.context != nil { return network.blockSize }
    return network.hasConvolutions ? network.blockSize : 8 * Block.lanes
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
    case .linear(let fused): [fused.input] + (fused.addend.map { [$0] } ?? [])
    case .planeLinear: []
    case .normalization(_, let input, _, _), .activation(_, let input, _), .pool(_, let input, _),
      .alias(let input, _):
      [input]
    case .add(_, let a, let b, _): [a, b]
    case .operation(_, let inputs): inputs
    }
  }

  /// The value that the step makes.
  var output: Int {
    switch self {
    case .convolution(let fused): fused.output
    case .linear(let fused), .planeLinear(let fused): fused.output
    case .normalization(_, _, _, let output), .activation(_, _, let output),
      .add(_, _, _, let output),
      .pool(_, _, let output), .alias(_, let output):
      output
    case .operation(let node, _): node
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
    case .linear, .planeLinear, .pool, .operation: []
    }
  }
}
