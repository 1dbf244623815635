internal import CKernels
internal import COpenBLAS

/// The C functions behind one element type; opaque outside of this module. Which there are stands in
/// `CKernels.h` alone.
@safe public struct KernelTable<Scalar: KernelScalar>: @unchecked Sendable {
  typealias Product =
    @Sendable (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, Int32, Int32, Int32, Scalar,
      UnsafePointer<Scalar>?, Int32, UnsafePointer<Scalar>?, Int32, Scalar,
      UnsafeMutablePointer<Scalar>?, Int32
    ) -> Void

  /// Where the kernels stand; they never change.
  let functions: UnsafePointer<basin_kernels>
  /// OpenBLAS's product of matrices.
  let multiply: Product
}

extension KernelTable<Float> {
  static let float = unsafe KernelTable(
    functions: unsafe basin_kernels_f32(), multiply: unsafe cblas_sgemm)
}

extension KernelTable<Double> {
  static let double = unsafe KernelTable(
    functions: unsafe basin_kernels_f64(), multiply: unsafe cblas_dgemm)
}
