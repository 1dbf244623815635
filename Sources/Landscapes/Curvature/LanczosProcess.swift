internal import Kernels

/// The Krylov space of a symmetric operator A, grown by one product at a time (Lanczos 1950), every
/// new vector made orthogonal to all before it.
///
/// Notation: Q is the basis, T = QᵀAQ the projected matrix, r what is left of A·q (q the newest
/// vector of the basis) outside of it. For an eigenpair (θ, s) of T, the Ritz vector y = Q·s has
/// ‖A·y − θ·y‖ = ‖r‖·|s's last element|.
struct LanczosProcess {
  /// What is left of a product counts as nothing below this share of the largest product: some
  /// thousand times the rounding error of one product of a deep net.
  static let breakdown = 1e-11

  private(set) var basis: OrthonormalBasis
  /// T, as full rows. Its elements off the three diagonals, which exact arithmetic makes zero
  /// unless the process was restarted, are kept as they come.
  private(set) var projected: [[Double]]
  /// r; its length is `residualNorm`.
  private(set) var residual: [Double] = []
  private(set) var residualNorm = 0.0
  /// The length of the longest product A·q, which is at most ‖A‖.
  private(set) var scale = 0.0

  /// Begins with a vector of any length above zero.
  init(start: [Double]) {
    var start = start
    LinearAlgebra.scale(&start, by: 1 / LinearAlgebra.norm(start))
    basis = OrthonormalBasis([start])
    projected = []
  }

  /// The number of vectors of the basis that have been multiplied.
  var size: Int { projected.count }

  /// Whether the basis spans an invariant subspace: its Ritz pairs are eigenpairs, and the process
  /// cannot leave it by itself.
  var isInvariant: Bool {
    size == basis.vectors[0].count || residualNorm <= Self.breakdown * scale
  }

  /// Multiplies the newest vector of the basis.
  mutating func step(_ map: some SymmetricOperator) throws {
    var product = try map.finiteProduct(with: basis.vectors[size])
    scale = max(scale, LinearAlgebra.norm(product))
    let column = basis.orthogonalize(&product)
    for row in projected.indices { projected[row].append(column[row]) }
    projected.append(column)
    residual = product
    residualNorm = LinearAlgebra.norm(product)
  }

  /// Adds the direction of what was left to the basis.
  mutating func extend() {
    LinearAlgebra.scale(&residual, by: 1 / residualNorm)
    basis.append(residual)
    residual = []
  }

  /// Adds a random direction orthogonal to the basis, for a process that cannot continue by itself.
  mutating func extend(randomly random: inout RandomStream) {
    var vector = random.normals(basis.vectors[0].count)
    basis.orthogonalize(&vector)
    LinearAlgebra.scale(&vector, by: 1 / LinearAlgebra.norm(vector))
    // Once more: next to a basis of almost the whole space, little of the random vector was left.
    basis.orthogonalize(&vector)
    LinearAlgebra.scale(&vector, by: 1 / LinearAlgebra.norm(vector))
    basis.append(vector)
  }

  /// Replaces the basis by some of its Ritz vectors (thick restart: Wu & Simon 2000, "Thick-restart
  /// Lanczos method for large symmetric eigenvalue problems"). What was left of the last product is
  /// orthogonal to them too, so the process continues from there.
  mutating func restart(values: [Double], coefficients: [[Double]]) {
    basis = OrthonormalBasis(coefficients.map(basis.combination))
    projected = values.indices.map { row in
      values.indices.map { row == $0 ? values[row] : 0 }
    }
  }
}
