public import Kernels
public import Tensors

/// Examples with their targets in blocks, to be evaluated at many sets of parameters.
///
/// The examples stay where they are. A block of them is laid out each time it is read, which takes
/// less than a hundredth of what is done with it, so that they are held once.
public struct EvaluationSet<Scalar: KernelScalar>: Sendable {
  /// The number of examples.
  public let count: Int
  /// The number of blocks.
  let blockCount: Int
  private let inputs: Tensor<Float>
  private let indices: [Int]
  /// For a plan along a plane what is read instead of the examples, block by block: the products of
  /// its first linear operation with the origin and the directions, one after the other.
  private let products: [Region<Scalar>]
  private let loss: Loss
  private let targets: Targets
  /// The classes of each block's examples, or of all their positions; empty where targets are numbers.
  private let labels: [[Int32]]
  private let blockSize: Int
  private let positions: Int

  /// Cuts examples into blocks for a plan, and makes their products for one along a plane.
  ///
  /// - Parameters:
  ///   - inputs: N × the network's input shape.
  ///   - targets: N classes, or for a network that reads tokens one for each of them, or N × outputs
  ///     numbers, as the loss takes them.
  ///   - loss: what compares them with the outputs.
  ///   - plan: the plan that will evaluate them.
  ///   - plane: what the products are made with, for a plan along a plane.
  public init(
    inputs: Tensor<Float>, targets: Targets, loss: Loss = .crossEntropy, plan: InferencePlan,
    plane: PlaneRegions<Scalar>? = nil
  ) {
    let examples = inputs.shape[0]
    let positions = plan.network.positions
    let targetCount =
      switch targets {
      case .labels(let labels): labels.count
      case .values(let values): values.count / max(1, plan.network.outputCount)
      }
    precondition(
      examples * positions == targetCount,
      "\(examples) inputs, \(targetCount) targets, \(positions) for each")
    self.loss = loss
    self.targets = targets
    let features = inputs.count / examples
    precondition(
      features == plan.network.inputShape.count,
      "examples of \(features) numbers for a network of \(plan.network.inputShape)")
    let size = plan.blockSize
    blockSize = size
    self.positions = positions
    blockCount = Block.count(holding: examples, size: size)
    let ranges = (0..<blockCount).map { $0 * size..<min(examples, ($0 + 1) * size) }
    labels =
      switch targets {
      case .labels(let labels):
        ranges.map { Array(labels[$0.lowerBound * positions..<$0.upperBound * positions]) }
      case .values: []
      }
    self.inputs = inputs
    let indices = Array(0..<examples)
    self.indices = indices
    count = examples
    guard let node = plan.planeNode else {
      products = []
      return
    }
    guard let plane else { preconditionFailure("a plan along a plane, and no plane") }
    let makers = PlaneProducts(plane, network: plan.network, node: node, examples: size)
    let width = makers.count * size
    let arena = Arena<Scalar>(count: blockCount * width)
    let block = Arena<Scalar>(count: features * size).all
    products = ranges.enumerated().map { index, range in
      let products = arena[index * width..<(index + 1) * width]
      Block.gather(
        inputs.elements, features: features, columns: positions, indices: indices[range],
        into: block)
      makers.make(from: block, into: products)
      return products
    }
  }

  /// What a plan reads of a block: its products, or its examples, laid out in `memory`.
  func read(_ block: Int, into memory: Region<Scalar>) -> Region<Scalar> {
    guard products.isEmpty else { return products[block] }
    Block.gather(
      inputs.elements, features: inputs.count / count, columns: positions,
      indices: indices[block * blockSize..<min(count, (block + 1) * blockSize)], into: memory)
    return memory
  }

  func total(of block: Int, output: Region<Scalar>) -> LossTotal {
    let outputs = output.count / (blockSize * positions)
    guard labels.isEmpty else {
      return LossTotal(
        crossEntropyOf: output, outputs: outputs, positions: positions, labels: labels[block])
    }
    return loss.evaluate(
      output, outputs: outputs, targets: targets,
      indices: indices[block * blockSize..<min(count, (block + 1) * blockSize)])
  }

  /// The loss of each example of a block, as `total(of:output:)` adds them up.
  func losses(of block: Int, output: Region<Scalar>) -> [Double] {
    let outputs = output.count / (blockSize * positions)
    let first = block * blockSize
    return (first..<min(count, first + blockSize)).map { example in
      let column = (example - first) * positions
      return loss.value(
        of: output, outputs: outputs, columns: column..<column + positions, targets: targets,
        example: example)
    }
  }
}

extension EvaluationSet {
  /// Cuts labelled examples into blocks, for the cross-entropy.
  ///
  /// - Parameters:
  ///   - inputs: N examples.
  ///   - labels: N classes, or for a network that reads tokens one for each of them.
  ///   - plan: the plan that will evaluate them.
  ///   - plane: what the products are made with, for a plan along a plane.
  public init(
    inputs: Tensor<Float>, labels: [Int32], plan: InferencePlan,
    plane: PlaneRegions<Scalar>? = nil
  ) {
    self.init(inputs: inputs, targets: .labels(labels), plan: plan, plane: plane)
  }
}

extension Checkpoint {
  /// Mean cross-entropy and accuracy over labelled examples, in evaluation mode.
  public func evaluate(inputs: Tensor<Float>, labels: [Int32], workers: Workers) -> LossTotal {
    evaluate(.crossEntropy, inputs: inputs, targets: .labels(labels), workers: workers)
  }

  /// Mean loss, and accuracy where there is one, over examples, in evaluation mode.
  ///
  /// - Parameters:
  ///   - loss: what compares outputs and targets.
  ///   - inputs: N × the network's input shape.
  ///   - targets: as the loss takes them.
  ///   - workers: number of threads; results do not depend on it.
  public func evaluate(
    _ loss: Loss, inputs: Tensor<Float>, targets: Targets, workers: Workers
  ) -> LossTotal {
    let plan = InferencePlan(network)
    let set = EvaluationSet<Float>(inputs: inputs, targets: targets, loss: loss, plan: plan)
    let workspaces = (0..<workers.count).map { _ in InferenceWorkspace<Float>(plan) }
    for workspace in workspaces {
      workspace.parameters.assign(parameters.values)
      workspace.buffers.assign(buffers.values)
      workspace.prepare()
    }
    // One slot per block, summed in their order afterwards, whoever computed them.
    let sums = Arena<Double>(count: set.blockCount * 4).all
    workers.forEach(set.blockCount) { worker, block in
      let output = workspaces[worker].evaluate(block, of: set)
      let total = set.total(of: block, output: output)
      sums[4 * block] = total.sum
      sums[4 * block + 1] = total.sumOfSquares
      sums[4 * block + 2] = Double(total.hits)
      sums[4 * block + 3] = Double(total.predictionsPerExample)
    }
    var total = LossTotal()
    for block in 0..<set.blockCount {
      total.sum += sums[4 * block]
      total.sumOfSquares += sums[4 * block + 1]
      total.hits += Int(sums[4 * block + 2])
      total.predictionsPerExample = Int(sums[4 * block + 3])
    }
    total.count = set.count
    return total
  }
}
