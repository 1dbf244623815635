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
  public static func mostVectors(probes: Int, dimension: Int) -> Int {
    TraceProbeSizes(probes: probes, dimension: dimension).sketches
  }

  /// The trace of the whole.
  public let trace: TraceEstimate
  /// The traces of the blocks, in their order.
  public let blocks: [TraceEstimate]

  /// Estimates the traces.
  ///
  /// - Parameters:
  ///   - probes: the products.
  ///   - rank: gives the number of vectors in Q; it may be known without a product.
  ///   - term: gives what a product says of the traces; the same.
  /// - Throws: `Failure` (data) where a product is not finite, and what products throw.
  public init<Map>(
    _ probes: TraceProbes<Map>,
    rank: (_ measure: () throws -> Int) throws -> Int = { try $0() },
    term: (TracePiece, _ measure: () throws -> TraceTerm) throws -> TraceTerm = { try $1() }
  ) throws {
    let pieces = probes.sizes.pieces(rank: try rank(probes.rank))
    var known = 0.0
    var knownOfBlocks = Array(repeating: 0.0, count: probes.ranges.count)
    var terms: [Double] = []
    var termsOfBlocks = Array(repeating: [Double](), count: probes.ranges.count)
    for piece in pieces {
      let term = try term(piece) { try probes.term(of: piece) }
      switch piece {
      case .inside:
        known += term.whole
        for (block, value) in term.blocks.enumerated() { knownOfBlocks[block] += value }
      case .rest:
        terms.append(term.whole)
        for (block, value) in term.blocks.enumerated() { termsOfBlocks[block].append(value) }
      }
    }
    let spent = probes.sizes.sketches + pieces.count
    trace = TraceEstimate(known: known, terms: terms, probes: spent)
    blocks = zip(knownOfBlocks, termsOfBlocks).map {
      TraceEstimate(known: $0, terms: $1, probes: spent)
    }
  }
}
