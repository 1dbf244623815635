/// A symmetric linear map v ↦ A·v of which only products are known: what iterative methods for
/// eigenvalues, traces and spectra need of a Hessian.
public protocol SymmetricOperator {
  /// The number of rows and columns; the length of every vector.
  var dimension: Int { get }

  /// The product with a vector.
  ///
  /// - Parameter vector: `dimension` elements.
  /// - Returns: as many.
  /// - Throws: `Failure` (`interrupted`) where the user has asked to stop meanwhile.
  func product(with vector: [Double]) throws -> [Double]
}
