internal import Kernels

/// Orthonormal vectors, gathered one by one.
struct OrthonormalBasis {
  /// The vectors.
  private(set) var vectors: [[Double]]

  init(_ vectors: [[Double]] = []) { self.vectors = vectors }

  /// The number of vectors.
  var count: Int { vectors.count }

  /// Takes from a vector its part in the space of the basis: modified Gram–Schmidt, twice. The
  /// second pass takes away what rounding left of the first, and twice is enough (Giraud, Langou &
  /// Rozložník 2005, "The loss of orthogonality in the Gram–Schmidt orthogonalization process").
  ///
  /// - Returns: the part that was taken away, as coefficients of the vectors.
  @discardableResult
  func orthogonalize(_ vector: inout [Double]) -> [Double] {
    var coefficients = Array(repeating: 0.0, count: count)
    for _ in 0..<2 {
      for (index, direction) in vectors.enumerated() {
        let part = LinearAlgebra.dot(direction, vector)
        LinearAlgebra.add(-part, times: direction, to: &vector)
        coefficients[index] += part
      }
    }
    return coefficients
  }

  /// Adds a vector that is orthogonal to the others and of length 1.
  mutating func append(_ vector: [Double]) { vectors.append(vector) }

  /// The sum of the vectors, each multiplied by its coefficient.
  func combination(_ coefficients: [Double]) -> [Double] {
    var sum = Array(repeating: 0.0, count: vectors.first?.count ?? 0)
    for (coefficient, vector) in zip(coefficients, vectors) {
      LinearAlgebra.add(coefficient, times: vector, to: &sum)
    }
    return sum
  }
}

extension RandomStream {
  /// A vector of independent standard normal numbers.
  mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }

  /// A vector of independent signs, −1 or 1 with equal chances (Rademacher's distribution).
  mutating func signs(_ count: Int) -> [Double] {
    (0..<count).map { _ in next() >> 63 == 0 ? 1 : -1 }
  }
}
