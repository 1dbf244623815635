internal import Kernels

/// The trace of a symmetric operator, and of diagonal blocks of it, by Hutch++ (Meyer, Musco, Musco &
/// Woodruff 2021, "Hutch++: Optimal Stochastic Trace Estimation", algorithm 1).
///
/// A third of the products finds where the operator is large: Q is an orthonormal basis of A·S for
/// random signs S. A third gives the trace inside of Q exactly: tr(QᵀAQ). The last third estimates what
/// is left as Hutchinson did (1990), by the mean of gᵀ(I − QQᵀ)A(I − QQᵀ)g over random signs g. Given Q
/// that mean is unbiased, and its terms are independent: the standard error is theirs. Few eigenvalues
/// carry most of a Hessian's trace, so little is left to chance.
///
/// Blocks: tr(P·A) for the projector P on a block's coordinates is the sum over q in Q of the block's
/// part of q·(Aq), and the mean of the block's part of g·(A(I − QQᵀ)g): the same products serve all
/// blocks. There Q is taken off on one side only, so the sum over the blocks differs from the whole's
/// estimate by less than its error, not by nothing.
public struct HutchPlusPlus: Sendable {
  /// The fewest products: one each for Q and inside of it, two terms for an error.
  public static let fewestProbes = 4

  /// The most vectors that are kept at a time: the basis Q.
  ///
  /// - Parameters:
  ///   - probes: the products to spend, `fewestProbes` or more.
  ///   - dimension: the length of a vector.
  public static func mostVectors(probes: Int, dimension: Int) -> Int { min(probes / 3, dimension) }

  /// The share of a random vector's image below which Q spans it already.
  private static let dependence = 1e-10

  /// The trace of the whole.
  public let trace: TraceEstimate
  /// The traces of the blocks, in their order.
  public let blocks: [TraceEstimate]

  /// Estimates the traces.
  ///
  /// - Parameters:
  ///   - map: an operator of dimension 1 or more.
  ///   - ranges: the blocks, as ranges of its coordinates.
  ///   - probes: the products to spend, `fewestProbes` or more; fewer are spent on an operator of
  ///     so low a rank or dimension that Q is all of it.
  ///   - seed: determines the random signs.
  /// - Throws: `Failure` (data) where a product is not finite, and what products throw.
  public init(
    of map: some SymmetricOperator, blocks ranges: [Range<Int>] = [], probes: Int, seed: UInt64
  ) throws {
    precondition(probes >= Self.fewestProbes, "\(probes) probes")
    let dimension = map.dimension
    var random = RandomStream(seed: seed, purpose: "trace")
    var spent = 0
    func product(_ vector: [Double]) throws -> [Double] {
      spent += 1
      return try map.finiteProduct(with: vector)
    }

    var basis = OrthonormalBasis()
    for _ in 0..<Self.mostVectors(probes: probes, dimension: dimension) {
      var image = try product(random.signs(dimension))
      let length = LinearAlgebra.norm(image)
      basis.orthogonalize(&image)
      let rest = LinearAlgebra.norm(image)
      guard rest > Self.dependence * length else { continue }
      LinearAlgebra.scale(&image, by: 1 / rest)
      basis.append(image)
    }

    var known = 0.0
    var knownOfBlocks = Array(repeating: 0.0, count: ranges.count)
    for direction in basis.vectors {
      let image = try product(direction)
      known += LinearAlgebra.dot(direction, image)
      for (block, range) in ranges.enumerated() {
        knownOfBlocks[block] += Self.dot(direction, image, over: range)
      }
    }

    var terms: [Double] = []
    var termsOfBlocks = Array(repeating: [Double](), count: ranges.count)
    let isAll = basis.count == dimension
    for _ in 0..<(isAll ? 0 : probes - 2 * (probes / 3)) {
      let signs = random.signs(dimension)
      var rest = signs
      basis.orthogonalize(&rest)
      let image = try product(rest)
      terms.append(LinearAlgebra.dot(rest, image))
      for (block, range) in ranges.enumerated() {
        termsOfBlocks[block].append(Self.dot(signs, image, over: range))
      }
    }

    trace = TraceEstimate(known: known, terms: terms, probes: spent)
    blocks = zip(knownOfBlocks, termsOfBlocks).map {
      TraceEstimate(known: $0, terms: $1, probes: spent)
    }
  }

  private static func dot(_ x: [Double], _ y: [Double], over range: Range<Int>) -> Double {
    var sum = 0.0
    for i in range { sum += x[i] * y[i] }
    return sum
  }
}
