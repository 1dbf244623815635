import Kernels
import Testing

struct VectorAlgebraTests {
  @Test(arguments: [0, 1, 7, 64, 1_000])
  func operationsOfManyLengths(count: Int) {
    var random = RandomStream(seed: 1, purpose: "vectors")
    // Small whole numbers, whose sums are exact in any order.
    let x = (0..<count).map { _ in Double(Int.random(in: -9...9, using: &random)) }
    var y = (0..<count).map { _ in Double(Int.random(in: -9...9, using: &random)) }
    #expect(LinearAlgebra.dot(x, y) == zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
    #expect(LinearAlgebra.norm(x) == x.reduce(0) { $0 + $1 * $1 }.squareRoot())
    let expected = zip(x, y).map { $1 - 3 * $0 }
    LinearAlgebra.add(-3, times: x, to: &y)
    #expect(y == expected)
    LinearAlgebra.scale(&y, by: 0.5)
    #expect(y == expected.map { $0 / 2 })
  }

  @Test func normsWhoseSquaresAreOutOfRange() {
    for scale in [1e300, 1e200, 1e-200, 1e-300] {
      #expect(abs(LinearAlgebra.norm([-3 * scale, 0, 4 * scale]) / (5 * scale) - 1) < 1e-15)
    }
    #expect(LinearAlgebra.norm([0, -0.0]) == 0)
    #expect(LinearAlgebra.norm([1, -.infinity]) == .infinity)
    #expect(LinearAlgebra.norm([1e200, .nan]).isNaN)
  }
}
