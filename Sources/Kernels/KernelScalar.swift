internal import CKernels

/// The element types that the kernels compute in: `Float` for training and sampling, `Double` for
/// curvature and checks. Nothing else conforms.
public protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, BitwiseCopyable, Sendable, Codable {
}

extension Float: KernelScalar {}
extension Double: KernelScalar {}
