public import Kernels
public import Tensors

/// What the network should have said.
public enum Targets: Sendable {
  /// A class for each example.
  case labels([Int32])
  /// A vector for each example: N × outputs.
  case values(Tensor<Float>)
}

/// A measure of how far outputs are from their targets.
public enum Loss: String, Codable, Sendable {
  /// −log softmax(output)[label], averaged over examples (natural logarithm).
  case crossEntropy
  /// (output − target)², averaged over examples and outputs.
  case meanSquaredError
}

/// Loss and hits over a number of examples.
public struct LossTotal: Hashable, Sendable {
  /// The sum of the losses of single examples.
  public var sum = 0.0
  /// The sum of the squares of the losses of single examples.
  public var sumOfSquares = 0.0
  /// The number of examples whose largest output is that of their label.
  public var hits = 0
  /// The number of examples.
  public var count = 0

  /// Creates the total of no examples.
  public init() {}

  init(_ sums: CrossEntropy.Sums, count: Int) {
    sum = sums.losses
    sumOfSquares = sums.squares
    hits = sums.hits
    self.count = count
  }

  /// The mean loss.
  public var mean: Double { sum / Double(count) }
  /// The standard error of the mean loss: the standard deviation of the losses of single examples
  /// (with n − 1) over √n. NaN below two examples, and where the mean is not finite.
  ///
  /// The difference of sums loses digits only where the losses agree to many digits: below 10⁻⁸ of
  /// the mean an error is rounding.
  public var standardError: Double {
    guard count > 1, mean.isFinite else { return .nan }
    let deviations = max(0, sumOfSquares - sum * mean)
    return (deviations / Double(count - 1) / Double(count)).squareRoot()
  }
  /// The hits in per cent.
  public var accuracy: Double { 100 * Double(hits) / Double(count) }

  /// Adds another total.
  public static func += (total: inout LossTotal, more: LossTotal) {
    total.sum += more.sum
    total.sumOfSquares += more.sumOfSquares
    total.hits += more.hits
    total.count += more.count
  }
}

extension Loss {
  /// The loss of one block, computed in Double, and its gradient with respect to the outputs.
  ///
  /// - Parameters:
  ///   - output: the network's outputs, outputs × examples of the block.
  ///   - outputs: outputs per example.
  ///   - indices: for each example that counts, its position in the targets; it decides how many
  ///     examples of the block count.
  ///   - gradientScale: what the gradient is multiplied by, 1/N for that of a mean over N.
  ///   - gradient: where it goes; zero for examples that do not count.
  public func evaluate<S>(
    _ output: Region<S>, outputs: Int, targets: Targets, indices: ArraySlice<Int>,
    gradientScale: Double = 1, gradient: Region<S>? = nil
  ) -> LossTotal {
    let examples = output.count / outputs
    precondition(indices.count <= examples, "\(indices.count) targets for \(examples) examples")
    gradient?.fill(0)
    switch (self, targets) {
    case (.crossEntropy, .labels(let labels)):
      return LossTotal(
        CrossEntropy.evaluate(
          output, outputs: outputs, labels: indices.map { labels[$0] },
          gradientScale: gradientScale, gradient: gradient),
        count: indices.count)
    case (.meanSquaredError, .values(let values)):
      var total = LossTotal()
      for (lane, index) in indices.enumerated() {
        var loss = 0.0
        for o in 0..<outputs {
          let distance =
            Double(output[o * examples + lane]) - Double(values.elements[index * outputs + o])
          loss += distance * distance / Double(outputs)
          gradient?[o * examples + lane] = S(2 * distance / Double(outputs) * gradientScale)
        }
        total.sum += loss
        total.sumOfSquares += loss * loss
      }
      total.count = indices.count
      return total
    case (.crossEntropy, .values), (.meanSquaredError, .labels):
      preconditionFailure("\(self) with targets of the other kind")
    }
  }
}
