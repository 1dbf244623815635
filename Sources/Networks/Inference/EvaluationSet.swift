public import Kernels
public import Tensors

/// Labelled examples laid out in blocks once, to be evaluated at many sets of parameters.
public struct EvaluationSet<Scalar: KernelScalar>: Sendable {
  /// The number of examples.
  public let count: Int
  /// What the first pass reads: features × examples, or for a plan along a plane the products of
  /// its first linear operation with the origin and the directions, one after the other.
  let blocks: [Region<Scalar>]
  /// The classes of each block's examples.
  private let labels: [[Int32]]
  private let blockSize: Int

  /// Lays examples out for a plan.
  ///
  /// - Parameters:
  ///   - inputs: N × the network's input shape.
  ///   - labels: N classes.
  ///   - plane: what the products are made with, for a plan along a plane.
  public init(
    inputs: Tensor<Float>, labels: [Int32], plan: InferencePlan,
    plane: PlaneRegions<Scalar>? = nil
  ) {
    precondition(
      inputs.shape[0] == labels.count, "\(inputs.shape[0]) inputs, \(labels.count) labels")
    let features = inputs.count / labels.count
    precondition(
      features == plan.network.inputShape.count,
      "examples of \(features) numbers for a network of \(plan.network.inputShape)")
    let size = plan.blockSize
    blockSize = size
    let examples = labels.count
    func range(_ block: Int) -> Range<Int> { block * size..<min(examples, (block + 1) * size) }
    let blockCount = Block.count(holding: examples, size: size)
    let products = plan.planeNode.map { node in
      guard let plane else { preconditionFailure("a plan along a plane, and no plane") }
      return PlaneProducts(plane, network: plan.network, node: node, examples: size)
    }
    let width = (products?.count ?? features) * size
    let arena = Arena<Scalar>(count: blockCount * width)
    let gathered = products.map { _ in Arena<Scalar>(count: features * size).all }
    blocks = (0..<blockCount).map { index in
      let block = arena[index * width..<(index + 1) * width]
      Block.gather(
        inputs.elements, features: features, indices: Array(range(index))[...],
        into: gathered ?? block)
      if let products, let gathered { products.make(from: gathered, into: block) }
      return block
    }
    self.labels = (0..<blockCount).map { Array(labels[range($0)]) }
    count = examples
  }

  func total(of block: Int, output: Region<Scalar>) -> LossTotal {
    let labels = labels[block]
    return LossTotal(
      CrossEntropy.evaluate(output, outputs: output.count / blockSize, labels: labels),
      count: labels.count)
  }
}

extension Checkpoint {
  /// Mean cross-entropy and accuracy over labelled examples, in evaluation mode.
  public func evaluate(inputs: Tensor<Float>, labels: [Int32], workers: Workers) -> LossTotal {
    let plan = InferencePlan(network)
    let set = EvaluationSet<Float>(inputs: inputs, labels: labels, plan: plan)
    let workspaces = (0..<workers.count).map { _ in InferenceWorkspace<Float>(plan) }
    for workspace in workspaces {
      workspace.parameters.assign(parameters.values)
      workspace.buffers.assign(buffers.values)
      workspace.prepare()
    }
    // One slot per block, summed in their order afterwards, whoever computed them.
    let sums = Arena<Double>(count: set.blocks.count * 3).all
    workers.forEach(set.blocks.count) { worker, block in
      let output = workspaces[worker].evaluate(set.blocks[block])
      let total = set.total(of: block, output: output)
      sums[3 * block] = total.sum
      sums[3 * block + 1] = total.sumOfSquares
      sums[3 * block + 2] = Double(total.hits)
    }
    var total = LossTotal()
    for block in set.blocks.indices {
      total.sum += sums[3 * block]
      total.sumOfSquares += sums[3 * block + 1]
      total.hits += Int(sums[3 * block + 2])
    }
    total.count = set.count
    return total
  }
}
