import Landscapes

extension SpectralDensity {
  /// The mean of a power of the eigenvalues; of the first power, the trace over the dimension.
  func moment(_ power: Int) -> Double {
    nodes.reduce(0) { sum, node in
      sum + node.weight * (0..<power).reduce(1) { product, _ in product * node.value }
    }
  }

  /// The share of eigenvalues below a value.
  func share(below value: Double) -> Double {
    nodes.prefix { $0.value < value }.reduce(0) { $0 + $1.weight }
  }
}
