public import Kernels
public import Tensors

/// Labelled examples laid out in blocks once, to be evaluated at many sets of parameters.
public struct EvaluationSet<Scalar: KernelScalar>: Sendable {
  /// The number of examples.
  public let count: Int
  let blocks: [Region<Scalar>]
  private let targets: Targets
  private let indices: [Int]
  private let blockSize: Int

  /// Lays examples out for a plan.
  ///
  /// - Parameters:
  ///   - inputs: N × the network's input shape.
  ///   - labels: N classes.
  public init(inputs: Tensor<Float>, labels: [Int32], plan: InferencePlan) {
    precondition(
      inputs.shape[0] == labels.count, "\(inputs.shape[0]) inputs, \(labels.count) labels")
    let features = inputs.count / labels.count
    precondition(
      features == plan.network.inputShape.count,
      "examples of \(features) numbers for a network of \(plan.network.inputShape)")
    count = labels.count
    blockSize = plan.blockSize
    targets = .labels(labels)
    indices = Array(0..<count)
    let arena = Arena<Scalar>(
      count: Block.count(holding: count, size: blockSize) * blockSize * features)
    var blocks: [Region<Scalar>] = []
    for start in stride(from: 0, to: count, by: blockSize) {
      let region = arena[start * features..<(start + blockSize) * features]
      Block.gather(
        inputs.elements, features: features,
        indices: indices[start..<min(count, start + blockSize)], into: region)
      blocks.append(region)
    }
    self.blocks = blocks
  }

  func total(of block: Int, output: Region<Scalar>, outputs: Int) -> LossTotal {
    let start = block * blockSize
    return Loss.crossEntropy.evaluate(
      output, outputs: outputs, targets: targets,
      indices: indices[start..<min(count, start + blockSize)])
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
    let outputs = network.outputShape.count
    // One slot per block, summed in their order afterwards, whoever computed them.
    let sums = Arena<Double>(count: set.blocks.count * 3).all
    workers.forEach(set.blocks.count) { worker, block in
      let output = workspaces[worker].evaluate(set.blocks[block])
      let total = set.total(of: block, output: output, outputs: outputs)
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
