public import Kernels
internal import RealModule
public import Tensors

/// What the network should have said.
public enum Targets: Sendable {
  /// A class for each example, or one for each of its positions, example after example.
  case labels([Int32])
  /// A vector for each example: N × outputs.
  case values(Tensor<Float>)
}

/// A measure of how far outputs are from their targets.
public enum Loss: String, Codable, Sendable {
  /// −log softmax(output)[label], averaged over examples, or over all their positions (natural
  /// logarithm).
  case crossEntropy
  /// (output − target)², averaged over examples and outputs.
  case meanSquaredError
}

/// Loss and hits over a number of examples.
///
/// A window of text is one example: its loss is the mean over its positions. The predictions in it
/// depend on each other, so it is whole windows whose losses are taken as independent.
public struct LossTotal: Hashable, Sendable {
  /// The sum of the losses of single examples.
  public var sum = 0.0
  /// The sum of the squares of the losses of single examples.
  public var sumOfSquares = 0.0
  /// The number of predictions whose largest output is that of their label.
  public var hits = 0
  /// The number of examples.
  public var count = 0
  /// The predictions made for each example: 1, or for text one for each position.
  public var predictionsPerExample = 1

  /// Creates the total of no examples.
  public init() {}

  /// The cross-entropy of a block.
  ///
  /// - Parameters:
  ///   - output: outputs × columns.
  ///   - positions: columns per example.
  ///   - labels: one for each column that counts.
  ///   - gradientScale: what the gradient is multiplied by.
  ///   - gradient: where the gradient of the columns that count goes.
  init<S>(
    crossEntropyOf output: Region<S>, outputs: Int, positions: Int, labels: [Int32],
    gradientScale: Double = 1, gradient: Region<S>? = nil
  ) {
    predictionsPerExample = positions
    count = labels.count / positions
    guard positions > 1 else {
      let sums = CrossEntropy.evaluate(
        output, outputs: outputs, labels: labels[...], gradientScale: gradientScale,
        gradient: gradient)
      (sum, sumOfSquares, hits) = (sums.losses, sums.squares, sums.hits)
      return
    }
    for first in stride(from: 0, to: labels.count, by: positions) {
      let sums = CrossEntropy.evaluate(
        output, outputs: outputs, first: first, labels: labels[first..<first + positions],
        gradientScale: gradientScale / Double(positions), gradient: gradient)
      let mean = sums.losses / Double(positions)
      sum += mean
      sumOfSquares += mean * mean
      hits += sums.hits
    }
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
  /// The hits in per cent of the predictions.
  public var accuracy: Double { 100 * Double(hits) / Double(count * predictionsPerExample) }
  /// The exponential of the mean loss: the number of equally likely tokens that would be as hard to
  /// predict.
  public var perplexity: Double { Double.exp(mean) }

  /// Adds another total.
  public static func += (total: inout LossTotal, more: LossTotal) {
    total.sum += more.sum
    total.sumOfSquares += more.sumOfSquares
    total.hits += more.hits
    total.count += more.count
    total.predictionsPerExample = max(total.predictionsPerExample, more.predictionsPerExample)
  }
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
  ///   - gradientScale: what the gradient is multiplied by, 1/N for that of a mean over N.
  ///   - gradient: where it goes; zero for examples that do not count.
  public func evaluate<S>(
    _ output: Region<S>, outputs: Int, positions: Int = 1, targets: Targets,
    indices: ArraySlice<Int>, gradientScale: Double = 1, gradient: Region<S>? = nil
  ) -> LossTotal {
    let examples = output.count / outputs / positions
    precondition(indices.count <= examples, "\(indices.count) targets for \(examples) examples")
    gradient?.fill(0)
    switch (self, targets) {
    case (.crossEntropy, .labels(let labels)):
      return LossTotal(
        crossEntropyOf: output, outputs: outputs, positions: positions,
        labels: indices.flatMap { labels[$0 * positions..<($0 + 1) * positions] },
        gradientScale: gradientScale, gradient: gradient)
    case (.meanSquaredError, .values(let values)):
      precondition(positions == 1, "the mean squared error of sequences")
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
