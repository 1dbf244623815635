public import Kernels
internal import Synchronization
public import Tensors

/// Products of the Hessian of a batch's mean loss with a direction in the space of the parameters,
/// exact to rounding: the tangent of the backward pass along the direction (Pearlmutter 1994, "Fast
/// exact multiplication by the Hessian"). In evaluation mode: the running statistics of batch
/// normalisation are constants, and nothing is dropped.
///
/// Each block of examples passes forward and backward by itself, and beside each value its tangent.
/// So a worker has memory for one block; what is summed over the blocks of a batch is kept for each
/// and summed in their order, and results are the same bits for any number of workers.
///
/// For ReLU this is the Hessian of the piece that the parameters are on, with the slope 0 at a kink
/// as in the backward pass; how the slope jumps from piece to piece does not enter it.
///
/// Memory is taken once. An execution is used by one caller at a time.
public final class TangentExecution<Scalar: KernelScalar> {
  /// The network.
  public let network: Network
  /// The largest batch.
  public let capacity: Int
  /// Where the Hessian is taken, in the network's order. Call `parametersChanged` after writing.
  public let parameters: Region<Scalar>
  /// The buffers, in the network's order. Call `parametersChanged` after writing.
  public let buffers: Region<Scalar>
  /// What the Hessian is multiplied with. Call `directionChanged` after writing.
  public let direction: Region<Scalar>
  /// The gradient, after `gradient`, or the product, after `product`.
  public let result: Region<Scalar>

  private let workers: Workers
  private let valueNodes: [NodeContext<Scalar>]
  private let tangentNodes: [NodeContext<Scalar>]
  private let workspaces: [Workspace]
  private let shares: [Region<Scalar>]
  private var isPrepared = false
  private var isDirectionPrepared = false

  /// One worker's block.
  fileprivate struct Workspace: Sendable {
    let values: [BlockContext<Scalar>]
    let pairs: [TangentContext<Scalar>]
    let mask: Region<Scalar>
    let gradient: Region<Scalar>
    let product: Region<Scalar>
  }

  /// Takes all memory for batches of up to `capacity` examples.
  public init(network: Network, capacity: Int, workers: Workers) {
    precondition(capacity >= 1, "batches of \(capacity)")
    self.network = network
    self.capacity = capacity
    self.workers = workers
    var layout = ArenaLayout()
    func reserve(_ tensors: ParameterLayout) -> Range<Int> { layout.reserve(tensors.count) }
    let places = (
      parameters: reserve(network.parameters), buffers: reserve(network.buffers),
      direction: reserve(network.parameters), result: reserve(network.parameters)
    )
    let blocks = Block.count(holding: capacity, size: network.blockSize)
    let sharePlaces = (0..<blocks).map { _ in reserve(network.parameters) }
    let arena = Arena<Scalar>(count: layout.count)
    parameters = arena[places.parameters]
    buffers = arena[places.buffers]
    direction = arena[places.direction]
    result = arena[places.result]
    shares = sharePlaces.map { arena[$0] }

    let draw = Draw()
    let values = network.nodeContexts(
      mode: .evaluation, parameters: parameters, buffers: buffers, draw: draw)
    let tangents = network.nodeContexts(
      mode: .evaluation, parameters: direction, buffers: buffers, draw: draw)
    valueNodes = values
    tangentNodes = tangents
    let plan = BlockPlan(network: network, mode: .evaluation, examples: network.blockSize)
    workspaces = (0..<min(workers.count, blocks)).map { _ in
      Workspace(network, plan, values: values, tangents: tangents)
    }
  }

  /// To be called after `parameters` or `buffers` were written to.
  public func parametersChanged() {
    isPrepared = false
    isDirectionPrepared = false
  }

  /// To be called after `direction` was written to.
  public func directionChanged() { isDirectionPrepared = false }

  /// Computes a batch's loss alone.
  ///
  /// Parameters are those of `gradient(of:_:_:indices:)`.
  public func loss(
    _ loss: Loss, _ inputs: Tensor<Float>, _ targets: Targets, indices: [Int]
  ) -> LossTotal {
    run(loss, inputs, targets, indices, forward: forwardPass, backward: nil)
  }

  /// Computes the gradient of a batch's mean loss.
  ///
  /// - Parameters:
  ///   - loss: the loss whose mean is taken.
  ///   - inputs: N × the network's input shape.
  ///   - targets: in the order of the inputs.
  ///   - indices: which of the N examples, at least one and at most `capacity`.
  /// - Returns: the loss of the batch.
  public func gradient(
    of loss: Loss, _ inputs: Tensor<Float>, _ targets: Targets, indices: [Int]
  ) -> LossTotal {
    let definitions = network.nodes.map { $0.operation.definition }
    return run(loss, inputs, targets, indices, forward: forwardPass) { workspace, _, _ in
      for (definition, block) in zip(definitions, workspace.values).reversed() {
        definition.backward(block)
      }
      return workspace.gradient
    }
  }

  private var forwardPass: @Sendable (Workspace) -> Void {
    let definitions = network.nodes.map { $0.operation.definition }
    return { workspace in
      for (definition, block) in zip(definitions, workspace.values) { definition.forward(block) }
    }
  }

  /// Computes the product of the Hessian of a batch's mean loss with the direction.
  ///
  /// Parameters and result are those of `gradient(of:_:_:indices:)`.
  public func product(
    of loss: Loss, _ inputs: Tensor<Float>, _ targets: Targets, indices: [Int]
  ) -> LossTotal {
    if !isDirectionPrepared { workers.prepare(tangentNodes, of: network) }
    isDirectionPrepared = true
    let definitions = network.nodes.map { $0.operation.definition }
    let (outputs, positions) = (network.outputCount, network.positions)
    return run(loss, inputs, targets, indices) { workspace in
      for (definition, pair) in zip(definitions, workspace.pairs) {
        definition.forward(pair.value)
        definition.forwardTangent(pair)
      }
    } backward: { workspace, counting, scale in
      guard let last = workspace.pairs.last, let gradient = last.tangent.outputGradient else {
        preconditionFailure("a network without an output")
      }
      loss.tangent(
        last.value.output, tangent: last.tangent.output, outputs: outputs, positions: positions,
        counting: counting, gradientScale: scale, into: gradient)
      for (definition, pair) in zip(definitions, workspace.pairs).reversed() {
        definition.backward(pair.value)
        definition.backwardTangent(pair)
      }
      return workspace.product
    }
  }

  /// Takes each block of a batch forward, to the loss, and backward.
  ///
  /// - Parameter backward: nil for the loss alone; given how many examples of the block count and what the gradient of the
  ///   loss is multiplied by; returns where the block's share of the result lies.
  private func run(
    _ loss: Loss, _ inputs: Tensor<Float>, _ targets: Targets, _ indices: [Int],
    forward: @Sendable (Workspace) -> Void,
    backward: (@Sendable (Workspace, _ counting: Int, _ scale: Double) -> Region<Scalar>)?
  ) -> LossTotal {
    if !isPrepared { workers.prepare(valueNodes, of: network) }
    isPrepared = true
    network.check(inputs, indices: indices, capacity: capacity)
    let size = network.blockSize
    let (outputs, positions) = (network.outputCount, network.positions)
    let scale = 1 / Double(indices.count)
    let blocks = Block.count(holding: indices.count, size: size)
    let totals = Mutex(Array(repeating: LossTotal(), count: blocks))
    workers.forEach(blocks) { [network, workspaces, shares] worker, block in
      let workspace = workspaces[worker]
      let part = slice(indices, block: block, size: size)
      workspace.mask.count(part.count)
      network.gather(inputs, indices: part, into: workspace.values[0].output)
      forward(workspace)
      let last = workspace.values[workspace.values.count - 1]
      let total = loss.evaluate(
        last.output, outputs: outputs, positions: positions, targets: targets, indices: part,
        gradientScale: scale, gradient: last.outputGradient)
      totals.withLock { $0[block] = total }
      if let backward { shares[block].assign(backward(workspace, part.count, scale)) }
    }
    if backward != nil { workers.sum(shares.prefix(blocks), into: result) }
    return totals.withLock { $0.reduce(into: LossTotal()) { $0 += $1 } }
  }
}

extension TangentExecution.Workspace {
  fileprivate init(
    _ network: Network, _ plan: BlockPlan, values: [NodeContext<Scalar>],
    tangents: [NodeContext<Scalar>]
  ) {
    let arena = Arena<Scalar>(count: plan.count)
    let tangentArena = Arena<Scalar>(count: plan.count)
    let blocks = plan.contexts(of: network, values, index: 0, in: arena)
    let moves = network.nodesAfter()
    self.values = blocks
    pairs = zip(blocks, plan.contexts(of: network, tangents, index: 0, in: tangentArena))
      .enumerated().map { position, pair in
        var value = pair.0
        value.wantsParameterGradients = false
        return TangentContext(
          value: value, tangent: pair.1,
          inputMoves: network.nodes[position].inputs.first.map { moves[$0] } ?? false)
      }
    mask = arena[plan.mask]
    gradient = arena[plan.parameterGradients]
    product = tangentArena[plan.parameterGradients]
  }
}
