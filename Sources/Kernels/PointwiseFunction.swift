internal import CKernels

/// A function of one number that kernels apply while they pass over numbers anyway.
public struct PointwiseFunction: Hashable, Sendable {
  let rawValue: Int32

  /// x.
  public static let identity = PointwiseFunction(rawValue: Int32(BASIN_IDENTITY))
  /// max(0, x).
  public static let relu = PointwiseFunction(rawValue: Int32(BASIN_RELU))
  /// GELU in its tanh form.
  public static let gelu = PointwiseFunction(rawValue: Int32(BASIN_GELU))
}
