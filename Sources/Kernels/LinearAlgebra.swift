internal import COpenBLAS

/// OpenBLAS, held to one thread per call: work is shared out by whole pieces (`Workers`) instead,
/// which keeps results independent of the number of threads.
public enum LinearAlgebra {
  static let isReady: Bool = {
    openblas_set_num_threads(1)
    return true
  }()

  /// Has OpenBLAS take the buffer that it keeps for each thread that multiplies, for one thread. Small
  /// products would not do: on some cores they need none.
  static func takeBuffer() {
    _ = isReady
    guard let buffer = unsafe blas_memory_alloc(0) else { return }
    unsafe blas_memory_free(buffer)
  }

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
    multiply(
      Matrix(a, rows: transposingA ? k : m, columns: transposingA ? m : k),
      Matrix(b, rows: transposingB ? n : k, columns: transposingB ? k : n),
      transposingA: transposingA, transposingB: transposingB, accumulating: accumulating,
      into: Matrix(c, rows: m, columns: n))
  }

  /// C = scale·A·B + β·C for parts of matrices, A and B transposed where asked for.
  public static func multiply<Scalar>(
    _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, transposingA: Bool = false,
    transposingB: Bool = false, scale: Scalar = 1, accumulating: Bool = false,
    into c: Matrix<Scalar>
  ) {
    let inner = transposingA ? a.rows : a.columns
    precondition(
      (transposingA ? a.columns : a.rows) == c.rows && (transposingB ? b.columns : b.rows) == inner
        && (transposingB ? b.rows : b.columns) == c.columns,
      "\(a.rows)×\(a.columns) times \(b.rows)×\(b.columns) into \(c.rows)×\(c.columns)")
    precondition(isReady)
    unsafe Scalar.kernels.multiply(
      CblasRowMajor, transposingA ? CblasTrans : CblasNoTrans,
      transposingB ? CblasTrans : CblasNoTrans, Int32(c.rows), Int32(c.columns), Int32(inner),
      scale, a.region.pointer, Int32(a.stride), b.region.pointer, Int32(b.stride),
      accumulating ? 1 : 0, c.region.pointer, Int32(c.stride))
  }
}
