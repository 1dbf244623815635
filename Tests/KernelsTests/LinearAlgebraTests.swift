import Kernels
import Testing

struct LinearAlgebraTests {
  private func naive<S: KernelScalar>(
    _ a: [S], _ b: [S], transposingA: Bool, transposingB: Bool, _ m: Int, _ k: Int, _ n: Int
  ) -> [S] {
    var c = Array(repeating: S(0), count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k {
          c[i * n + j] +=
            a[transposingA ? l * m + i : i * k + l] * b[transposingB ? j * k + l : l * n + j]
        }
      }
    }
    return c
  }

  @Test(arguments: [false, true], [false, true])
  func productsOfAllShapes(transposingA: Bool, transposingB: Bool) {
    func check<S: KernelScalar>(_: S.Type) {
      var random = RandomStream(seed: 1, purpose: "multiply")
      for (m, k, n) in [(1, 1, 1), (1, 7, 16), (5, 1, 3), (17, 13, 19), (10, 64, 128), (33, 2, 5)] {
        let a = random.wholeNumbers(m * k, as: S.self)
        let b = random.wholeNumbers(k * n, as: S.self)
        let before = random.wholeNumbers(m * n, as: S.self)
        let expected = naive(
          a, b, transposingA: transposingA, transposingB: transposingB, m, k, n)
        for isAdded in [false, true] {
          let c = isAdded ? Guarded(before) : Guarded<S>(unreadable: m * n)
          LinearAlgebra.multiply(
            region(a), region(b), transposingA: transposingA, transposingB: transposingB, rows: m,
            inner: k, columns: n, accumulating: isAdded, into: c.region)
          let total = isAdded ? zip(before, expected).map { $0 + $1 } : expected
          #expect(same(c.elements, total) && c.isIntact, "\(m)×\(k)×\(n)")
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func theCoreHasAName() {
    #expect(!LinearAlgebra.coreName.isEmpty && LinearAlgebra.coreName != "unknown")
  }

  @Test func matricesOfOtherSizesAreRefused() async {
    await #expect(processExitsWith: .failure) {
      LinearAlgebra.multiply(
        Arena<Float>(count: 6).all, Arena<Float>(count: 6).all, rows: 2, inner: 3, columns: 3,
        into: Arena<Float>(count: 6).all)
    }
  }
}
