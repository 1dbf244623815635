internal import Kernels

/// The largest and the smallest eigenvalues of a symmetric operator with their eigenvectors, by the
/// Lanczos method with full reorthogonalisation and thick restarts (Lanczos 1950; Wu & Simon 2000).
///
/// Goals, in this order:
/// 1. No false copies: every new vector is made orthogonal to all before it, twice.
/// 2. A statement of convergence for each pair: the run stops when the residual bounds ‖r‖·|s_m| of
///    all wanted pairs (see `LanczosProcess`) reach their tolerances; then each returned pair is
///    multiplied once more and its true residual norm is what it carries.
/// 3. Memory bounded by `Settings.mostVectors`: a full basis is replaced by its best Ritz vectors.
///
/// Multiplicities: the Krylov space of one starting vector holds one vector of each eigenspace, so of
/// a repeated eigenvalue it shows one copy. Only where that space is exhausted (an invariant subspace:
/// few different eigenvalues, low rank) does the run continue from a random vector orthogonal to it
/// and find the next copies; it then stops when a whole further space has brought nothing that
/// belongs among the wanted. So exact repetitions among the wanted are complete where the operator
/// has few different eigenvalues, and may be missing where it has more than the run took steps. The
/// Hessians of trained nets repeat no eigenvalue exactly but 0.
public struct LanczosEigenpairs: Sendable {
  /// What is wanted, and how well.
  public struct Settings: Hashable, Codable, Sendable {
    /// How many of the largest eigenvalues.
    public var top: Int
    /// How many of the smallest, the most negative ones.
    public var bottom: Int
    /// Determines the starting vector.
    public var seed: UInt64
    /// The residual norm of a pair, over |θ| or over a thousandth of the largest |θ| if that is more.
    public var tolerance: Double
    /// Products after which the run gives up. Those that check the pairs come on top.
    public var mostProducts: Int
    /// Vectors of the basis that are kept at a time; nil for 300, or fewer so that they take 1 GiB
    /// at most. A basis never has less room than twice the wanted pairs and 20 more, whatever they
    /// take.
    public var largestBasis: Int?

    /// Creates settings.
    public init(
      top: Int = 5, bottom: Int = 1, seed: UInt64 = 1, tolerance: Double = 1e-4,
      mostProducts: Int = 1000, largestBasis: Int? = nil
    ) {
      precondition(top >= 0 && bottom >= 0 && mostProducts >= 1, "\(top), \(bottom) pairs")
      self.top = top
      self.bottom = bottom
      self.seed = seed
      self.tolerance = tolerance
      self.mostProducts = mostProducts
      self.largestBasis = largestBasis
    }

    /// The basis that a run may fill.
    ///
    /// - Parameter dimension: the length of a vector, 1 or more.
    func basisSize(dimension: Int) -> Int {
      // Room enough that a restart keeps as much again as is wanted and still gains from it.
      let affordable = (1 << 30) / (MemoryLayout<Double>.stride * dimension)
      let pairs = min(top, dimension) + min(bottom, dimension)
      return min(dimension, max(largestBasis ?? min(300, affordable), 2 * pairs + 20))
    }

    /// The most vectors that a run keeps at a time: a full basis, and during a restart those that
    /// replace it.
    ///
    /// - Parameter dimension: the length of a vector, 1 or more.
    public func mostVectors(dimension: Int) -> Int {
      let basis = basisSize(dimension: dimension)
      return basis + (basis + min(top, dimension) + min(bottom, dimension)) / 2
    }
  }

  /// A share of the largest |θ|: smaller eigenvalues are found no better than one of this size.
  static let toleranceFloor = 1e-3

  /// The largest eigenvalues, descending; fewer than wanted where the dimension is smaller, or where
  /// the products ended before the basis had that many.
  public let top: [Eigenpair]
  /// The smallest eigenvalues, ascending.
  public let bottom: [Eigenpair]
  /// The products that were made.
  public let products: Int

  /// Finds the pairs.
  ///
  /// - Parameters:
  ///   - map: an operator of dimension 1 or more.
  ///   - settings: which pairs, and how well.
  ///   - onForecast: called from time to time, before a product, with the expected total number of
  ///     products.
  /// - Throws: `Failure` (data) where a product is not finite, and what products throw.
  public init(
    of map: some SymmetricOperator, _ settings: Settings, onForecast: (Int) -> Void = { _ in }
  ) throws {
    precondition(map.dimension >= 1, "an operator of dimension \(map.dimension)")
    var search = LanczosSearch(dimension: map.dimension, settings)
    while true {
      try search.process.step(map)
      search.products += 1
      guard search.isDueForCheck else {
        search.process.extend()
        continue
      }
      let ritz = SymmetricEigensystem(search.process.projected)
      onForecast(search.forecast(ritz))
      if search.isDone(ritz) || search.products >= settings.mostProducts
        || search.process.size == map.dimension
      {
        (top, bottom, products) = try search.verified(ritz, map)
        return
      }
      search.advance(ritz)
    }
  }
}
