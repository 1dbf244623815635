internal import Kernels
internal import Networks

/// Measures the gradient of a step tensor by tensor, and clips it as a whole.
///
/// All sums are taken by one thread in the order of the tensors, so no result depends on the number
/// of workers.
struct GradientMeasuring {
  private let ranges: [Range<Int>]
  private let weights: [Int]
  private let limit: Double?

  /// - Parameter limit: the largest norm that is left as it is; nil clips nothing.
  init(network: Network, limit: Double?) {
    ranges = network.parameters.ranges
    weights = GradientFlow.weights(of: network)
    self.limit = limit
  }

  /// A measured gradient.
  struct Gradient {
    let tensors: [Magnitudes]
    /// The 2-norm of the whole.
    let norm: Double
  }

  func measure(_ gradient: Region<Float>) -> Gradient {
    let tensors = ranges.map { Magnitudes(of: gradient[$0]) }
    return Gradient(
      tensors: tensors, norm: tensors.reduce(0) { $0 + $1.squareSum }.squareRoot())
  }

  /// What is recorded of each weight tensor.
  func measures(_ gradient: Gradient, _ parameters: Region<Float>) -> [GradientFlow.Measure] {
    weights.map { index in
      GradientFlow.Measure(
        gradientNorm: Float(gradient.tensors[index].norm),
        gradientMeanAbsolute: Float(gradient.tensors[index].meanAbsolute),
        weightNorm: Float(Magnitudes(of: parameters[ranges[index]]).norm))
    }
  }

  /// Scales a gradient whose norm exceeds the limit by limit / (norm + 10⁻⁶), the factor of
  /// PyTorch's `clip_grad_norm_`, and says whether it did.
  func clip(_ gradient: Region<Float>, _ measured: Gradient) -> Bool {
    guard let limit else { return false }
    let factor = limit / (measured.norm + 1e-6)
    guard factor < 1 else { return false }
    Elementwise.scale(gradient, by: Float(factor), into: gradient)
    return true
  }
}
