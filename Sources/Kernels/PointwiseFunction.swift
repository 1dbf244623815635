internal import CKernels

/// A function of one number that kernels apply while they pass over numbers anyway.
public struct PointwiseFunction: Hashable, Sendable {
  let rawValue: Int32
  /// Whether the slope is computed from the function's output, not from its input.
  public let slopeReadsOutput: Bool

  private init(_ function: some BinaryInteger, slopeReadsOutput: Bool = false) {
    rawValue = Int32(function)
    self.slopeReadsOutput = slopeReadsOutput
  }

  /// x.
  public static let identity = PointwiseFunction(BASIN_IDENTITY)
  /// max(0, x).
  public static let relu = PointwiseFunction(BASIN_RELU, slopeReadsOutput: true)
  /// x·Φ(x), Φ the normal distribution.
  public static let gelu = PointwiseFunction(BASIN_GELU)
  /// GELU in its tanh form.
  public static let geluTanh = PointwiseFunction(BASIN_GELU_TANH)
  /// The hyperbolic tangent.
  public static let tanh = PointwiseFunction(BASIN_TANH, slopeReadsOutput: true)
  /// x / (1 + exp(−x)).
  public static let silu = PointwiseFunction(BASIN_SILU)
  /// 1 / (1 + exp(−x)).
  public static let sigmoid = PointwiseFunction(BASIN_SIGMOID, slopeReadsOutput: true)
}
