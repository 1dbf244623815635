public import Kernels
public import Tensors

/// Labelled examples in blocks, to be evaluated at many sets of parameters.
///
/// A block is laid out when it is read: that takes less than a hundredth of its evaluation, and the
/// examples are held once.
public struct EvaluationSet<Scalar: KernelScalar>: Sendable {
  /// The number of examples.
  public let count: Int
  /// The number of blocks.
  let blockCount: Int
  private let inputs: Tensor<Float>
  private let targets: Targets
  private let indices: [Int]
  private let blockSize: Int

  /// Cuts examples into blocks for a plan.
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
    blockCount = Block.count(holding: count, size: blockSize)
    self.inputs = inputs
  }

  /// Lays a block out.
  func lay(_ block: Int, into region: Region<Scalar>) {
    Block.gather(
      inputs.elements, features: inputs.count / count, indices: examples(of: block), into: region)
  }

  private func examples(of block: Int) -> ArraySlice<Int> {
    indices[block * blockSize..<min(count, (block + 1) * blockSize)]
  }

  func total(of block: Int, output: Region<Scalar>, outputs: Int) -> LossTotal {
    Loss.crossEntropy.evaluate(
      output, outputs: outputs, targets: targets, indices: examples(of: block))
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
    let sums = Arena<Double>(count: set.blockCount * 3).all
    workers.forEach(set.blockCount) { worker, block in
      let output = workspaces[worker].evaluate(block, of: set)
      let total = set.total(of: block, output: output, outputs: outputs)
      sums[3 * block] = total.sum
      sums[3 * block + 1] = total.sumOfSquares
      sums[3 * block + 2] = Double(total.hits)
    }
    var total = LossTotal()
    for block in 0..<set.blockCount {
      total.sum += sums[3 * block]
      total.sumOfSquares += sums[3 * block + 1]
      total.hits += Int(sums[3 * block + 2])
    }
    total.count = set.count
    return total
  }
}
