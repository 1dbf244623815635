/// An eigenvalue and its eigenvector, with what is known of their error.
public struct Eigenpair: Hashable, Sendable {
  /// The eigenvalue: the Rayleigh quotient vᵀAv of the vector. Its distance from an eigenvalue
  /// is at most `residualNorm` (Parlett 1998, "The Symmetric Eigenvalue Problem", section 4.5), and
  /// as a rule at most its square over the distance to the next one.
  public let value: Double
  /// The eigenvector v, of length 1; its largest element is positive.
  public let vector: [Double]
  /// ‖A·v − value·v‖, from a product with v itself.
  public let residualNorm: Double
  /// The residual norm that was asked for.
  public let tolerance: Double

  /// Creates a pair.
  public init(value: Double, vector: [Double], residualNorm: Double, tolerance: Double) {
    self.value = value
    self.vector = vector
    self.residualNorm = residualNorm
    self.tolerance = tolerance
  }

  /// Whether the residual norm is what was asked for.
  public var isConverged: Bool { residualNorm <= tolerance }
}
