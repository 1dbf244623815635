public import Kernels
public import Tensors

/// Runs a network forward and backward over batches of examples.
///
/// A batch is cut into blocks, whose size depends on the network alone. Each block passes through
/// as many operations as it can while it is in the cache; only where an operation needs the whole
/// batch (the statistics of batch normalisation) do all blocks wait. Everything that is summed over
/// blocks is summed in their order, so results are the same bits for any number of workers.
///
/// Memory is taken once, when the execution is made. An execution is used by one caller at a time.
public final class Execution<Scalar: KernelScalar> {
  /// The network.
  public let network: Network
  /// How batch normalisation behaves.
  public let mode: ExecutionMode
  /// The largest batch.
  public let capacity: Int
  /// The trainable parameters, in the network's order. Call `parametersChanged` after writing.
  public let parameters: Region<Scalar>
  /// The buffers, in the network's order.
  public let buffers: Region<Scalar>
  /// The gradient with respect to the parameters, after `backward`.
  public let gradient: Region<Scalar>

  private let workers: Workers
  private let examples: Int
  private let nodes: [NodeContext<Scalar>]
  private let blocks: [[BlockContext<Scalar>]]
  private let draw = Draw()
  private let masks: [Region<Scalar>]
  private let shares: [Region<Scalar>]
  private let keptGradients: Set<String>
  private var batch: [Int] = []
  private var isPrepared = false

  /// Takes all memory for batches of up to `capacity` examples.
  ///
  /// - Parameters:
  ///   - network: the network.
  ///   - mode: how batch normalisation behaves.
  ///   - capacity: the largest batch, in examples; at least 1.
  ///   - workers: number of threads; results do not depend on it.
  ///   - keptGradients: the names of nodes whose gradients are kept by `backward`, for
  ///     `outputGradient(of:)`; each takes the memory of its node's output.
  public init(
    network: Network, mode: ExecutionMode, capacity: Int, workers: Workers,
    keepingGradientsOf keptGradients: Set<String> = []
  ) {
    precondition(capacity >= 1, "batches of \(capacity)")
    let kept = network.nodes.indices.filter { keptGradients.contains(network.nodes[$0].name) }
    precondition(
      kept.count == keptGradients.count, "gradients of nodes that are not there: \(keptGradients)")
    self.keptGradients = keptGradients
    self.network = network
    self.mode = mode
    self.capacity = capacity
    self.workers = workers
    let examples = network.blockSize
    self.examples = examples

    var layout = ArenaLayout()
    let parameterRange = layout.reserve(network.parameters.count)
    let bufferRange = layout.reserve(network.buffers.count)
    let gradientRange = layout.reserve(network.parameters.count)
    let arena = Arena<Scalar>(count: layout.count)
    let parameters = arena[parameterRange]
    let buffers = arena[bufferRange]
    self.parameters = parameters
    self.buffers = buffers
    gradient = arena[gradientRange]

    let nodes = network.nodeContexts(
      mode: mode, parameters: parameters, buffers: buffers, draw: draw)
    self.nodes = nodes

    let plan = BlockPlan(
      network: network, mode: mode, examples: examples, keepingGradientsOf: Set(kept))
    let arenas = (0..<Block.count(holding: capacity, size: examples)).map { _ in
      Arena<Scalar>(count: plan.count)
    }
    blocks = arenas.enumerated().map { index, arena in
      plan.contexts(of: network, nodes, index: index, in: arena)
    }
    masks = arenas.map { $0[plan.mask] }
    shares = arenas.map { $0[plan.parameterGradients] }
  }

  /// Sets parameters and buffers.
  public func load(_ parameters: Parameters<Scalar>, buffers: Parameters<Scalar>) {
    self.parameters.assign(parameters.values)
    self.buffers.assign(buffers.values)
    parametersChanged()
  }

  /// To be called after `parameters` or `buffers` were written to.
  public func parametersChanged() { isPrepared = false }

  /// Computes the outputs for a batch.
  ///
  /// - Parameters:
  ///   - inputs: N × the network's input shape.
  ///   - indices: which of the N examples, at least one and at most `capacity`.
  ///   - draw: decides what dropout drops in training; another number for every step.
  public func forward(_ inputs: Tensor<Float>, indices: [Int], draw: UInt64 = 0) {
    network.check(inputs, indices: indices, capacity: capacity)
    batch = indices
    self.draw.number = draw
    prepare()
    let blocks = activeBlocks
    let examples = self.examples
    workers.forEach(blocks.count) { [masks, network] _, block in
      let part = slice(indices, block: block, size: examples)
      masks[block].count(part.count)
      network.gather(inputs, indices: part, into: blocks[block][0].output)
    }
    runInPhases(
      Array(network.nodes.indices), blocks, gather: { $0.gather($1) },
      merge: { $0.merge($1, $2) }, run: { $0.forward($1) })
  }

  /// The outputs of the batch that was run last: its size × the network's output shape.
  public var output: Tensor<Scalar> {
    let last = network.nodes.count - 1
    return batchTensor(of: network.outputShape) { $0[last].output }
  }

  /// The gradient of the batch's mean loss with respect to a node's output, after `backward`: the
  /// batch's size × the node's output shape. It is zero where nothing depends on the node.
  ///
  /// - Parameter name: one of the nodes whose gradients are kept.
  public func outputGradient(of name: String) -> Tensor<Scalar> {
    guard keptGradients.contains(name),
      let position = network.nodes.firstIndex(where: { $0.name == name })
    else { preconditionFailure("the gradient of \(name) is not kept") }
    return batchTensor(of: network.shapes[position]) { $0[position].outputGradient }
  }

  /// What lies at a place of each block, example by example; zeros where there is nothing.
  private func batchTensor(
    of shape: Shape, at place: ([BlockContext<Scalar>]) -> Region<Scalar>?
  ) -> Tensor<Scalar> {
    let positions = network.positions
    var elements = [Scalar](repeating: 0, count: batch.count * shape.count)
    for (number, block) in activeBlocks.enumerated() {
      guard let region = place(block) else { continue }
      for (lane, _) in slice(batch, block: number, size: examples).enumerated() {
        let start = (number * examples + lane) * shape.count
        for row in 0..<shape.count / positions {
          let first = (row * examples + lane) * positions
          for position in 0..<positions {
            elements[start + row * positions + position] = region[first + position]
          }
        }
      }
    }
    return Tensor(shape: Shape([batch.count] + shape.dimensions), elements: elements)
  }

  /// The loss of the batch that was run last, from targets in the order of the inputs; makes the
  /// gradient of its mean ready for `backward`.
  ///
  /// - Parameters:
  ///   - loss: the loss.
  ///   - targets: those of all examples.
  ///   - smoothing: for the cross-entropy, the share of each target that is spread evenly over all
  ///     classes, 0 ..< 1.
  public func loss(_ loss: Loss, targets: Targets, smoothing: Double = 0) -> LossTotal {
    let last = network.nodes.count - 1
    let scale = 1 / Double(batch.count)
    var total = LossTotal()
    for (block, contexts) in activeBlocks.enumerated() {
      total += loss.evaluate(
        contexts[last].output, outputs: network.outputCount, positions: network.positions,
        targets: targets, indices: slice(batch, block: block, size: examples), smoothing: smoothing,
        gradientScale: scale, gradient: contexts[last].outputGradient)
    }
    return total
  }

  /// Computes `gradient` from the gradient of the outputs that `loss` left.
  public func backward() {
    let blocks = activeBlocks
    runInPhases(
      network.nodes.indices.reversed(), blocks, gather: { $0.gatherBackward($1) },
      merge: { $0.mergeBackward($1, $2) }, run: { $0.backward($1) })
    workers.sum(shares.prefix(blocks.count), into: gradient)
  }

  private var activeBlocks: [[BlockContext<Scalar>]] {
    Array(blocks.prefix(Block.count(holding: batch.count, size: examples)))
  }

  private func prepare() {
    guard !isPrepared else { return }
    workers.prepare(nodes, of: network)
    isPrepared = true
  }

  /// Takes every block through the operations in the given order. The blocks wait for each other
  /// only where an operation needs the whole batch: there all of them gather, one merge is made,
  /// and all go on.
  private func runInPhases(
    _ order: [Int], _ blocks: [[BlockContext<Scalar>]],
    gather: @escaping @Sendable (any OperationDefinition, BlockContext<Scalar>) -> Void,
    merge: (any OperationDefinition, NodeContext<Scalar>, [BlockContext<Scalar>]) -> Void,
    run: @escaping @Sendable (any OperationDefinition, BlockContext<Scalar>) -> Void
  ) {
    let definitions = network.nodes.map { $0.operation.definition }
    var from = 0
    var unsearched = 0
    while from < order.count {
      let to = order[unsearched...].firstIndex { definitions[$0].needsBatch(mode) }
      let phase = order[from..<(to ?? order.count)]
      workers.forEach(blocks.count) { _, block in
        for position in phase { run(definitions[position], blocks[block][position]) }
        if let to { gather(definitions[order[to]], blocks[block][order[to]]) }
      }
      guard let to else { return }
      merge(definitions[order[to]], nodes[order[to]], blocks.map { $0[order[to]] })
      from = to
      unsearched = to + 1
    }
  }
}

/// The examples of a batch that lie in one block.
func slice(_ batch: [Int], block: Int, size: Int) -> ArraySlice<Int> {
  batch[(block * size)..<min(batch.count, (block + 1) * size)]
}

extension Network {
  /// Examples per block in training: few for images, so that a block's activations stay in the
  /// cache; more for vectors, so that matrix products are larger, but a batch still has several.
  /// For sequences the same goes for their positions.
  public var blockSize: Int {
    guard context == nil else { return sequences(withPositions: 32 * Block.lanes) }
    return hasConvolutions ? Block.lanes : 2 * Block.lanes
  }

  /// The least number of sequences that have so many positions together, and whole vectors of them.
  func sequences(withPositions least: Int) -> Int {
    var count = max(1, least / positions)
    while count * positions % Block.lanes != 0 { count += 1 }
    return count
  }

  /// Where the trainable parameters of the node at a position lie, in the operation's order.
  func parameterRanges(at position: Int) -> [Range<Int>] {
    ranges(at: position, in: parameters) { !$0.isBuffer }
  }

  /// Where the trainable parameters lie that no excluded range holds, in as few ranges as hold them.
  func parameterRanges(excluding excluded: [Range<Int>]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for range in excluded.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if start < range.lowerBound { ranges.append(start..<range.lowerBound) }
      start = max(start, range.upperBound)
    }
    if start < parameters.count { ranges.append(start..<parameters.count) }
    return ranges
  }

  /// Where the buffers of the node at a position lie, in the operation's order.
  func bufferRanges(at position: Int) -> [Range<Int>] {
    ranges(at: position, in: buffers) { $0.isBuffer }
  }

  private func ranges(
    at position: Int, in layout: ParameterLayout, where isWanted: (ParameterRole) -> Bool
  ) -> [Range<Int>] {
    let node = nodes[position]
    return node.operation.definition.parameters(inputs: node.inputs.map { shapes[$0] })
      .filter { isWanted($0.role) }
      .compactMap { layout.range(of: node.fullName(of: $0)) }
  }
}
