internal import COpenBLAS

/// OpenBLAS, held to one thread per call: work is shared out by whole pieces (`Workers`) instead,
/// which keeps results independent of the number of threads.
public enum LinearAlgebra {
  private static let isReady: Bool = {
    openblas_set_num_threads(1)
    return true
  }()

  /// The variable of the environment by which OpenBLAS is told to use another core's kernels.
  public static let coreVariable = "OPENBLAS_CORETYPE"

  /// The name of the processor family OpenBLAS chose its kernels for, such as `Zen`.
  ///
  /// Results are the same bits on one core name, and may differ in the last ones on another.
  public static var coreName: String {
    guard let name = unsafe openblas_get_corename() else { return "unknown" }
    return unsafe String(cString: name)
  }

  /// C = A·B + β·C for row-major matrices, A (or its transpose) m×k, B (or its transpose) k×n,
  /// C m×n, all dense.
  @specialized(where Scalar == Float)
  public static func multiply<Scalar>(
    _ a: Region<Scalar>, _ b: Region<Scalar>, transposingA: Bool = false,
    transposingB: Bool = false, rows m: Int, inner k: Int, columns n: Int,
    accumulating: Bool = false, into c: Region<Scalar>
  ) {
    precondition(
      a.count == m * k && b.count == k * n && c.count == m * n,
      "(\(m)×\(k))·(\(k)×\(n)) of \(a.count), \(b.count), \(c.count) elements")
    precondition(isReady)
    unsafe Scalar.kernels.multiply(
      CblasRowMajor, transposingA ? CblasTrans : CblasNoTrans,
      transposingB ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a.pointer,
      Int32(transposingA ? m : k), b.pointer, Int32(transposingB ? k : n), accumulating ? 1 : 0,
      c.pointer, Int32(n))
  }
}
