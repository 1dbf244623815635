import Landscapes
import Testing

@Suite("A diagonal block of an operator")
struct RestrictedOperatorTests {
  private let map = DenseOperator(spectrum: (0..<9).map { Double($0) - 2 })

  @Test("products are those of the block", arguments: [0..<9, 0..<1, 3..<7, 8..<9])
  func products(range: Range<Int>) throws {
    let block = DenseOperator(map.rows[range].map { Array($0[range]) })
    let restricted = RestrictedOperator(map, to: range)
    #expect(restricted.dimension == range.count)
    let vector = range.map { Double($0 * $0) - 5 }
    for (found, wanted) in zip(
      try restricted.product(with: vector), block.product(with: vector))
    {
      #expect(abs(found - wanted) < 1e-12)
    }
  }

  @Test("eigenvalues of a block lie between those of the whole (Cauchy)")
  func interlacing() throws {
    let pairs = try LanczosEigenpairs(
      of: RestrictedOperator(map, to: 2..<6), .init(top: 1, bottom: 1, tolerance: 1e-9))
    #expect(pairs.top[0].value <= 6 && pairs.bottom[0].value >= -2)
    #expect(pairs.top[0].isConverged && pairs.bottom[0].isConverged)
  }
}
