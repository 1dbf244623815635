import Kernels
import Landscapes

/// A symmetric matrix that is written out.
struct DenseOperator: SymmetricOperator {
  let rows: [[Double]]

  init(_ rows: [[Double]]) { self.rows = rows }

  /// V·diag(spectrum)·Vᵀ for random orthonormal V.
  init(spectrum: [Double], seed: UInt64 = 1) {
    var random = RandomStream(seed: seed, purpose: "dense operator")
    let n = spectrum.count
    var vectors: [[Double]] = []
    for _ in 0..<n {
      var vector = (0..<n).map { _ in random.normal() }
      for _ in 0..<2 {
        for other in vectors {
          let part = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          vector = zip(vector, other).map { $0 - part * $1 }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      vectors.append(vector.map { $0 / length })
    }
    rows = (0..<n).map { i in
      (0..<n).map { j in
        zip(spectrum, vectors).reduce(0) { $0 + $1.0 * $1.1[i] * $1.1[j] }
      }
    }
  }

  var dimension: Int { rows.count }

  func product(with vector: [Double]) -> [Double] {
    rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// ‖A·v − value·v‖, summed here.
  func residual(_ pair: Eigenpair) -> Double {
    zip(product(with: pair.vector), pair.vector).reduce(0) {
      $0 + ($1.0 - pair.value * $1.1) * ($1.0 - pair.value * $1.1)
    }.squareRoot()
  }

  var trace: Double { rows.indices.reduce(0) { $0 + rows[$1][$1] } }
}
