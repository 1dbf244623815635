public import Datasets
internal import Failures
public import Kernels
public import Networks
public import Tensors

/// The Hessian of a network's mean loss over all samples, with respect to all trainable parameters:
/// products with vectors, exact to rounding, in Double (Pearlmutter 1994, "Fast exact multiplication
/// by the Hessian").
///
/// The network is in evaluation mode: running statistics are constants, nothing is dropped. Means are
/// over the samples, however those are cut into batches: the batch size changes results in their last
/// digits only, the number of threads not at all.
///
/// For ReLU this is the Hessian of the smooth piece that the point lies on, with the slope 0 at a
/// kink, as in the backward pass. The jumps of the gradient from piece to piece are not part of it,
/// so along a line through many pieces the loss may bend more than the Hessian says.
public final class HessianOperator: SymmetricOperator {
  /// How the parameters lie in a vector.
  public let layout: ParameterLayout
  /// Where the Hessian is taken; at first the weights of the checkpoint.
  public private(set) var point: [Double]

  private let inputs: Tensor<Float>
  private let targets: Targets
  private let loss: Loss
  private let execution: TangentExecution<Double>
  private let total: Region<Double>
  private let onBatch: () throws -> Void

  /// The Hessian of the mean loss against given targets.
  ///
  /// - Parameters:
  ///   - checkpoint: the network, where the Hessian is taken at first, and the running statistics.
  ///   - inputs: N × the network's input shape, N at least 1.
  ///   - targets: in the order of the inputs, of the kind that the loss takes.
  ///   - loss: the loss of one example, whose mean over all is taken.
  ///   - workers: how many threads share a batch.
  ///   - batchSize: the samples between two calls of `onBatch`, at least 1; nil for as many as make
  ///     16 blocks of the network. Memory: one gradient for each block of a batch, and for each
  ///     worker twice the values of a block.
  ///   - onBatch: called after each batch, for progress; what it throws ends the computation.
  public init(
    checkpoint: Checkpoint, inputs: Tensor<Float>, targets: Targets, loss: Loss,
    workers: Workers, batchSize: Int? = nil, onBatch: @escaping () throws -> Void = {}
  ) {
    layout = checkpoint.network.parameters
    point = checkpoint.parameters.values.map(Double.init)
    self.inputs = inputs
    self.targets = targets
    self.loss = loss
    self.onBatch = onBatch
    let size = batchSize ?? HessianOperator.blocksPerBatch * checkpoint.network.blockSize
    execution = TangentExecution(
      network: checkpoint.network, capacity: min(size, inputs.shape[0]), workers: workers)
    execution.parameters.assign(point)
    execution.buffers.assign(checkpoint.buffers.values.map(Double.init))
    execution.parametersChanged()
    total = Arena<Double>(count: layout.count).all
  }

  /// The Hessian of the mean loss over a dataset; parameters as of the other initialiser.
  ///
  /// - Throws: `Failure` (`.data`) if the data do not fit the network, or it has nothing to train.
  public convenience init(
    checkpoint: Checkpoint, dataset: Dataset, loss: Loss = .crossEntropy, workers: Workers,
    batchSize: Int? = nil, onBatch: @escaping () throws -> Void = {}
  ) throws {
    guard checkpoint.network.parameters.count > 0 else {
      throw Failure(
        .data, "a network without trainable parameters has no Hessian",
        at: "architecture of the weights",
        remedy: "Use the weights of a network with at least one trainable layer.")
    }
    try checkpoint.network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try checkpoint.network.checkTokens(
      dataset.inputs, labelsPerExample: dataset.labelsPerExample, of: dataset.name)
    try checkpoint.network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
    self.init(
      checkpoint: checkpoint, inputs: dataset.inputs,
      targets: Targets(labels: dataset.labels, values: dataset.values),
      loss: loss, workers: workers, batchSize: batchSize, onBatch: onBatch)
  }

  private static let blocksPerBatch = 16

  /// The number of trainable parameters.
  public var dimension: Int { layout.count }

  /// How many batches one gradient or product takes: how often `onBatch` is called.
  public var batchCount: Int { (count - 1) / execution.capacity + 1 }

  private var count: Int { inputs.shape[0] }

  /// Moves the Hessian to another point.
  ///
  /// - Parameter point: `dimension` elements.
  public func move(to point: [Double]) {
    precondition(point.count == dimension, "\(point.count) of \(dimension) parameters")
    self.point = point
    execution.parameters.assign(point)
    execution.parametersChanged()
  }

  /// The loss over all samples, without its gradient.
  ///
  /// - Throws: what `onBatch` throws.
  public func lossTotal() throws -> LossTotal {
    var total = LossTotal()
    try forEachBatch { total += execution.loss(loss, inputs, targets, indices: $0) }
    return total
  }

  /// The loss over all samples and the gradient of its mean.
  ///
  /// - Throws: what `onBatch` throws.
  public func lossAndGradient() throws -> (loss: LossTotal, gradient: [Double]) {
    var losses = LossTotal()
    let gradient = try mean { indices in
      losses += execution.gradient(of: loss, inputs, targets, indices: indices)
    }
    return (losses, gradient)
  }

  /// The product of the Hessian of the mean loss with a vector.
  ///
  /// - Parameter vector: `dimension` elements.
  /// - Returns: as many.
  /// - Throws: what `onBatch` throws.
  public func product(with vector: [Double]) throws -> [Double] {
    precondition(vector.count == dimension, "a vector of \(vector.count) for \(dimension)")
    execution.direction.assign(vector)
    execution.directionChanged()
    return try mean { _ = execution.product(of: loss, inputs, targets, indices: $0) }
  }

  /// The mean of what `body` leaves in the execution's result, each batch weighted by its samples.
  private func mean(_ body: ([Int]) -> Void) throws -> [Double] {
    total.fill(0)
    try forEachBatch { indices in
      body(indices)
      Elementwise.scaledAdd(
        total, Double(indices.count) / Double(count), execution.result, into: total)
    }
    return total.elements
  }

  private func forEachBatch(_ body: ([Int]) -> Void) throws {
    for start in stride(from: 0, to: count, by: execution.capacity) {
      body(Array(start..<min(count, start + execution.capacity)))
      try onBatch()
    }
  }
}
