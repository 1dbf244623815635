import Kernels
import Testing

/// Products of parts of matrices against three loops.
struct MatrixTests {
  private func check<S: KernelScalar>(
    _ size: (m: Int, k: Int, n: Int), transposing: (a: Bool, b: Bool), accumulating: Bool, _: S.Type
  ) {
    var random = RandomStream(seed: 1, purpose: "matrices")
    let rowsA = transposing.a ? size.k : size.m
    let columnsA = transposing.a ? size.m : size.k
    let rowsB = transposing.b ? size.n : size.k
    let columnsB = transposing.b ? size.k : size.n
    // Each lies in a larger matrix, one row and two columns from its corner.
    func whole(_ rows: Int, _ columns: Int) -> (Guarded<S>, Matrix<S>, [S]) {
      let values = random.wholeNumbers((rows + 2) * (columns + 5), as: S.self)
      let guarded = Guarded(values)
      let matrix = Matrix(guarded.region, rows: rows + 2, columns: columns + 5)
      return (guarded, matrix[1..<rows + 1, 2..<columns + 2], values)
    }
    func element(_ values: [S], _ row: Int, _ column: Int, of columns: Int) -> S {
      values[(row + 1) * (columns + 5) + column + 2]
    }
    let (_, a, valuesA) = whole(rowsA, columnsA)
    let (_, b, valuesB) = whole(rowsB, columnsB)
    let (c, partC, valuesC) = whole(size.m, size.n)
    LinearAlgebra.multiply(
      a, b, transposingA: transposing.a, transposingB: transposing.b, scale: 2,
      accumulating: accumulating, into: partC)
    var expected = valuesC
    for i in 0..<size.m {
      for j in 0..<size.n {
        var sum: S = accumulating ? element(valuesC, i, j, of: size.n) : 0
        for l in 0..<size.k {
          let left = transposing.a ? (l, i) : (i, l)
          let right = transposing.b ? (j, l) : (l, j)
          sum +=
            2 * element(valuesA, left.0, left.1, of: columnsA)
            * element(valuesB, right.0, right.1, of: columnsB)
        }
        expected[(i + 1) * (size.n + 5) + j + 2] = sum
      }
    }
    #expect(c.elements == expected && c.isIntact)
  }

  @Test(
    arguments: [(1, 1, 1), (3, 5, 2), (17, 4, 33)], [(false, false), (true, false), (false, true)])
  func productsOfPartsTouchNothingElse(
    size: (m: Int, k: Int, n: Int), transposing: (a: Bool, b: Bool)
  ) {
    for accumulating in [false, true] {
      check(size, transposing: transposing, accumulating: accumulating, Float.self)
      check(size, transposing: transposing, accumulating: accumulating, Double.self)
    }
  }

  @Test func adjacentRegionsAreJoined() {
    let arena = Arena<Float>(count: 10)
    let joined = Region.joining([arena[2..<5], arena[5..<6], arena[6..<9]])
    joined.assign([1, 2, 3, 4, 5, 6, 7])
    #expect(arena.all.elements == [0, 0, 1, 2, 3, 4, 5, 6, 7, 0])
  }
}
