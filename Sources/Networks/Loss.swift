public import Failures
public import Kernels
public import Tensors

/// What the network should have said.
public enum Targets: Sendable {
  /// A class for each example, or one for each of its positions, example after example.
  case labels([Int32])
  /// A vector for each example: N × outputs.
  case values(Tensor<Float>)

  /// The targets of data: the values where there are any, otherwise the labels.
  public init(labels: [Int32], values: Tensor<Float>?) {
    self = values.map { .values($0) } ?? .labels(labels)
  }
}

/// A measure of how far outputs are from their targets.
public enum Loss: String, CaseIterable, Codable, Sendable {
  /// −log softmax(output)[label], averaged over examples, or over all their positions (natural
  /// logarithm).
  case crossEntropy
  /// (output − target)², averaged over examples and outputs (`torch.nn.MSELoss`).
  case meanSquaredError
  /// −t·log σ(output) − (1 − t)·log(1 − σ(output)) with σ(z) = 1/(1 + e⁻ᶻ) and targets t of 0…1,
  /// averaged over examples and outputs (`torch.nn.BCEWithLogitsLoss`).
  case binaryCrossEntropy

  /// The name by which it is chosen and recorded: `cross-entropy`, `mse` or `bce`.
  public var name: String {
    switch self {
    case .crossEntropy: "cross-entropy"
    case .meanSquaredError: "mse"
    case .binaryCrossEntropy: "bce"
    }
  }

  /// The loss of a name; nil where there is none.
  public init?(named name: String) {
    guard let loss = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = loss
  }

  /// What people call it, such as `mean squared error`.
  public var title: String {
    switch self {
    case .crossEntropy: "cross-entropy"
    case .meanSquaredError: "mean squared error"
    case .binaryCrossEntropy: "binary cross-entropy"
    }
  }

  /// The loss that a manifest records: the cross-entropy where it records none.
  ///
  /// - Throws: `Failure` (`.data`) where it is one that this version does not know.
  public init(recorded name: String?, at path: String) throws(Failure) {
    guard let loss = Self(named: name ?? Self.crossEntropy.name) else {
      throw Failure(
        .data, "was made with a loss that is not known, \"\(name ?? "")\"", at: path,
        remedy: "Use the version of Basin that made it.")
    }
    self = loss
  }

  /// The mean over examples in words: `mean cross-entropy`, `mean squared error`.
  public var inMean: String { self == .meanSquaredError ? title : "mean \(title)" }

  /// The name as manifests record it, which do so only where it is not the cross-entropy.
  public var recorded: String? { self == .crossEntropy ? nil : name }
}

extension Loss {
  /// The loss of one block, computed in Double, and its gradient with respect to the outputs.
  ///
  /// - Parameters:
  ///   - output: the network's outputs, outputs × columns of the block.
  ///   - outputs: outputs per column.
  ///   - positions: columns per example.
  ///   - targets: those of all examples, of the kind that the loss takes.
  ///   - indices: for each example that counts, its position in the targets; it decides how many
  ///     examples of the block count.
  ///   - smoothing: for the cross-entropy, the share of each target that is spread evenly over all
  ///     classes, 0 ..< 1; 0 for the other losses.
  ///   - gradientScale: what the gradient is multiplied by, 1/N for that of a mean over N.
  ///   - gradient: where it goes; zero for examples that do not count.
  public func evaluate<S>(
    _ output: Region<S>, outputs: Int, positions: Int = 1, targets: Targets,
    indices: ArraySlice<Int>, smoothing: Double = 0, gradientScale: Double = 1,
    gradient: Region<S>? = nil
  ) -> LossTotal {
    let examples = output.count / outputs / positions
    precondition(indices.count <= examples, "\(indices.count) targets for \(examples) examples")
    precondition(smoothing == 0 || self == .crossEntropy, "\(title) with smoothed labels")
    gradient?.fill(0)
    switch (self, targets) {
    case (.crossEntropy, .labels(let labels)):
      return LossTotal(
        crossEntropyOf: output, outputs: outputs, positions: positions,
        labels: indices.flatMap { labels[$0 * positions..<($0 + 1) * positions] },
        smoothing: smoothing, gradientScale: gradientScale, gradient: gradient)
    case (.meanSquaredError, .values(let values)), (.binaryCrossEntropy, .values(let values)):
      precondition(positions == 1, "\(title) of sequences")
      return LossTotal(
        self == .meanSquaredError ? .squaredError : .binaryCrossEntropy, of: output,
        outputs: outputs, values: values, indices: indices, gradientScale: gradientScale,
        gradient: gradient)
    case (.crossEntropy, .values), (.meanSquaredError, .labels), (.binaryCrossEntropy, .labels):
      preconditionFailure("\(self) with targets of the other kind")
    }
  }
}
