internal import Kernels
internal import RealModule
internal import Tensors

/// A loss of one output and its target.
enum ValueLoss {
  /// (z − t)².
  case squaredError
  /// −t·log σ(z) − (1 − t)·log(1 − σ(z)).
  case binaryCrossEntropy

  /// The loss.
  func loss(_ output: Double, _ target: Double) -> Double {
    switch self {
    case .squaredError: (output - target) * (output - target)
    case .binaryCrossEntropy:
      // As log(1 + eᶻ) − t·z, with e to a negative power alone.
      (output > 0 ? output : output.isNaN ? .nan : 0) - target * output
        + Double.log(onePlus: Double.exp(-output.magnitude))
    }
  }

  /// Its derivative.
  func slope(_ output: Double, _ target: Double) -> Double {
    switch self {
    case .squaredError: 2 * (output - target)
    case .binaryCrossEntropy: Self.sigmoid(output) - target
    }
  }

  /// The second derivative of the binary cross-entropy, which the target does not enter.
  static func binaryCurvature(_ output: Double) -> Double { sigmoid(output) * sigmoid(-output) }

  /// Whether an output can count as a hit.
  var hasHits: Bool { self == .binaryCrossEntropy }

  /// Whether an output counts as a hit.
  func isHit(_ output: Double, _ target: Double) -> Bool {
    hasHits && !output.isNaN && (output > 0) == (target > 0.5)
  }

  private static func sigmoid(_ x: Double) -> Double {
    let e = Double.exp(-x.magnitude)
    return x >= 0 ? 1 / (1 + e) : e / (1 + e)
  }
}

extension LossTotal {
  /// The loss of a block against numbers, the mean over the outputs of each example.
  ///
  /// - Parameters:
  ///   - loss: that of one output.
  ///   - output: outputs × examples.
  ///   - outputs: numbers per example.
  ///   - values: the targets, N × outputs.
  ///   - indices: for each example that counts, its position in the targets.
  ///   - gradientScale: what the gradient is multiplied by.
  ///   - gradient: where the gradient of the examples that count goes.
  @specialized(where S == Float)
  init<S>(
    _ loss: ValueLoss, of output: Region<S>, outputs: Int, values: Tensor<Float>,
    indices: ArraySlice<Int>, gradientScale: Double, gradient: Region<S>?
  ) {
    let examples = output.count / outputs
    predictionsPerExample = loss.hasHits ? outputs : 0
    count = indices.count
    for (lane, index) in indices.enumerated() {
      var mean = 0.0
      for o in 0..<outputs {
        let z = Double(output[o * examples + lane])
        let target = Double(values.elements[index * outputs + o])
        mean += loss.loss(z, target) / Double(outputs)
        if loss.isHit(z, target) { hits += 1 }
        gradient?[o * examples + lane] = S(
          loss.slope(z, target) / Double(outputs) * gradientScale)
      }
      sum += mean
      sumOfSquares += mean * mean
    }
  }
}
