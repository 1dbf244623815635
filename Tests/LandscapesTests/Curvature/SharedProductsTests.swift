import Kernels
import Landscapes
import Testing

@Suite("Products for traces and densities, piece by piece")
struct SharedProductsTests {
  private let map = DenseOperator(spectrum: (0..<30).map { 10 / Double($0 + 1) - 1 })

  @Test("whoever makes a product for the trace, and in whatever order, its bits are the same")
  func traces() throws {
    let blocks = [0..<7, 7..<30]
    func probes() -> TraceProbes<DenseOperator> {
      TraceProbes(of: map, blocks: blocks, probes: 20, seed: 5)
    }
    let whole = try HutchPlusPlus(probes())
    let sizes = TraceProbeSizes(probes: 20, dimension: 30)
    #expect(sizes.sketches == 6 && sizes.pieces().count == 14)
    // Two processes, each from its last piece to its first.
    let (first, second) = (probes(), probes())
    var terms: [TracePiece: TraceTerm] = [:]
    for (index, piece) in sizes.pieces().enumerated().reversed() {
      terms[piece] = try (index.isMultiple(of: 2) ? first : second).term(of: piece)
    }
    let joined = try HutchPlusPlus(
      probes(), rank: { _ in try first.rank() },
      term: { piece, _ in try #require(terms[piece]) })
    #expect(joined.trace == whole.trace && joined.blocks == whole.blocks)
  }

  @Test("an operator whose rank is low has fewer products")
  func lowRank() throws {
    let low = TraceProbes(
      of: DenseOperator(spectrum: [7] + Array(repeating: 0, count: 20)), probes: 24, seed: 3)
    let rank = try low.rank()
    #expect(rank == 1 && low.sizes.pieces(rank: rank).count == 1 + 8)
    let sizes = TraceProbeSizes(probes: 24, dimension: 3)
    #expect(sizes.pieces(rank: 3) == (0..<3).map(TracePiece.inside))
    #expect(sizes.pieces().count == 3 + 8 && !sizes.includes(.rest(0), rank: 3))
  }

  @Test("the nodes of each probe are those of the density of all")
  func densities() throws {
    let settings = StochasticLanczosQuadrature.Settings(probes: 3, steps: 9, seed: 4)
    let whole = try StochasticLanczosQuadrature.density(of: map, settings)
    let nodes = try [2, 0, 1].map {
      ($0, try StochasticLanczosQuadrature.nodes(of: map, settings, probe: $0))
    }
    let known = Dictionary(uniqueKeysWithValues: nodes)
    let joined = try StochasticLanczosQuadrature.density(of: map, settings) { probe, _ in
      try #require(known[probe])
    }
    #expect(joined == whole && whole.nodes.count == 27)
  }
}
