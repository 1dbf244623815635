/// The element types that the kernels compute in: `Float` for training and sampling, `Double` for
/// curvature and checks. Nothing else conforms.
public protocol KernelScalar:
  BinaryFloatingPoint, SIMDScalar, BitwiseCopyable, Sendable, Codable
{
  /// The kernels compiled for this type.
  static var kernels: KernelTable<Self> { get }
}

extension Float: KernelScalar {
  /// The kernels compiled for `Float`.
  public static var kernels: KernelTable<Float> { .float }
}

extension Double: KernelScalar {
  /// The kernels compiled for `Double`.
  public static var kernels: KernelTable<Double> { .double }
}
