internal import COpenBLAS

/// All eigenvalues and eigenvectors of a small dense symmetric matrix (LAPACK's `dsyev`: reduction to
/// tridiagonal form, then implicit QL or QR steps).
///
/// Cost: about 9·n³ operations; made for the projected matrices of Krylov methods, a few hundred
/// rows.
public struct SymmetricEigensystem: Sendable {
  /// The eigenvalues, ascending.
  public let values: [Double]
  /// The eigenvectors, in the order of the values: orthonormal, each as long as there are values.
  public let vectors: [[Double]]

  /// Solves the eigenproblem of a matrix.
  ///
  /// - Parameter matrix: n rows of n finite numbers; what stands below the diagonal is not read.
  public init(_ matrix: [[Double]]) {
    let n = matrix.count
    precondition(
      matrix.allSatisfy { $0.count == n && $0.allSatisfy(\.isFinite) },
      "\(n) rows of \(matrix.map(\.count)) numbers, or some not finite")
    precondition(LinearAlgebra.isReady)
    guard n > 0 else {
      (values, vectors) = ([], [])
      return
    }
    // Rows of ours are LAPACK's columns: the upper triangle here is the lower one there. On return
    // its columns, our rows, are the eigenvectors.
    var elements = matrix.flatMap(\.self)
    var eigenvalues = Array(repeating: 0.0, count: n)
    var size = Int32(n)
    var workspace = Array(repeating: 0.0, count: max(1, 34 * n))
    var workspaceCount = Int32(workspace.count)
    var information: Int32 = 0
    unsafe dsyev_(
      "V", "L", &size, &elements, &size, &eigenvalues, &workspace, &workspaceCount, &information, 1,
      1)
    precondition(information == 0, "dsyev answered \(information) for \(n) rows")
    values = eigenvalues
    vectors = (0..<n).map { Array(elements[$0 * n..<($0 + 1) * n]) }
  }
}
