import Kernels
import Testing

struct SymmetricEigensystemTests {
  @Test("a 2×2 matrix by hand; what stands below the diagonal is not read")
  func twoByTwo() {
    let system = SymmetricEigensystem([[2, 1], [99, 2]])
    #expect(abs(system.values[0] - 1) < 1e-15 && abs(system.values[1] - 3) < 1e-15)
    #expect(abs(system.vectors[0][0] + system.vectors[0][1]) < 1e-15)
    #expect(abs(system.vectors[1][0] - system.vectors[1][1]) < 1e-15)
  }

  @Test(arguments: [0, 1, 3, 40])
  func residualsAndOrthogonality(size n: Int) {
    var random = RandomStream(seed: 2, purpose: "eigensystem")
    var matrix = (0..<n).map { _ in (0..<n).map { _ in random.normal() } }
    for i in 0..<n { for j in 0..<i { matrix[i][j] = matrix[j][i] } }
    let system = SymmetricEigensystem(matrix)
    #expect(system.values.count == n && system.values == system.values.sorted())
    for (index, vector) in system.vectors.enumerated() {
      var residual = matrix.map { LinearAlgebra.dot($0, vector) }
      LinearAlgebra.add(-system.values[index], times: vector, to: &residual)
      #expect(LinearAlgebra.norm(residual) < 1e-13)
      for (other, second) in system.vectors.enumerated() {
        let product = LinearAlgebra.dot(vector, second)
        #expect(abs(product - (index == other ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test("the matrix of a vibrating string has the eigenvalues 2 − 2·cos(kπ/(n+1))")
  func vibratingString() {
    let n = 5
    let matrix = (0..<n).map { i in (0..<n).map { abs(i - $0) > 1 ? 0.0 : i == $0 ? 2 : -1 } }
    // n = 5: cosines of multiples of 30°.
    let root = 3.0.squareRoot()
    let expected = [2 - root, 1, 2, 3, 2 + root]
    for (value, wanted) in zip(SymmetricEigensystem(matrix).values, expected) {
      #expect(abs(value - wanted) < 1e-14)
    }
  }
}
