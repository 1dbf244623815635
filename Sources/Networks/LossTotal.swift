internal import Kernels
internal import RealModule

/// Loss and hits over a number of examples.
///
/// A window of text is one example: its loss is the mean over its positions. The predictions in it
/// depend on each other, so it is whole windows whose losses are taken as independent.
public struct LossTotal: Hashable, Sendable {
  /// The sum of the losses of single examples.
  public var sum = 0.0
  /// The sum of the squares of the losses of single examples.
  public var sumOfSquares = 0.0
  /// The number of predictions that hit: whose largest output is that of their label, or whose
  /// output is on the target's side of ½.
  public var hits = 0
  /// The number of examples.
  public var count = 0
  /// The predictions made for each example: 1, for text one for each position, for the binary
  /// cross-entropy one for each output; 0 where nothing counts as a hit.
  public var predictionsPerExample = 1

  /// Creates the total of no examples.
  public init() {}

  /// The cross-entropy of a block.
  ///
  /// - Parameters:
  ///   - output: outputs × columns.
  ///   - positions: columns per example.
  ///   - labels: one for each column that counts.
  ///   - smoothing: the share of each target that is spread evenly over all classes.
  ///   - gradientScale: what the gradient is multiplied by.
  ///   - gradient: where the gradient of the columns that count goes.
  init<S>(
    crossEntropyOf output: Region<S>, outputs: Int, positions: Int, labels: [Int32],
    smoothing: Double = 0, gradientScale: Double = 1, gradient: Region<S>? = nil
  ) {
    predictionsPerExample = positions
    count = labels.count / positions
    guard positions > 1 else {
      let sums = CrossEntropy.evaluate(
        output, outputs: outputs, labels: labels[...], smoothing: smoothing,
        gradientScale: gradientScale, gradient: gradient)
      (sum, sumOfSquares, hits) = (sums.losses, sums.squares, sums.hits)
      return
    }
    for first in stride(from: 0, to: labels.count, by: positions) {
      let sums = CrossEntropy.evaluate(
        output, outputs: outputs, first: first, labels: labels[first..<first + positions],
        smoothing: smoothing, gradientScale: gradientScale / Double(positions), gradient: gradient)
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
  /// The hits in per cent of the predictions; NaN where nothing counts as a hit.
  public var accuracy: Double { 100 * Double(hits) / Double(count * predictionsPerExample) }
  /// The exponential of the mean loss: the number of equally likely tokens that would be as hard to
  /// predict.
  public var perplexity: Double { Double.exp(mean) }

  /// Adds another total.
  public static func += (total: inout LossTotal, more: LossTotal) {
    total.predictionsPerExample =
      total.count == 0
      ? more.predictionsPerExample : max(total.predictionsPerExample, more.predictionsPerExample)
    total.sum += more.sum
    total.sumOfSquares += more.sumOfSquares
    total.hits += more.hits
    total.count += more.count
  }
}
