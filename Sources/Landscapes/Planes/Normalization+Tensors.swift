package import Provenance

extension Normalization {
  private static let filterFloor = 1e-10

  /// Scales the direction of one tensor of at least two dimensions.
  ///
  /// - Parameters:
  ///   - direction: the elements, replaced by the scaled ones.
  ///   - weights: the tensor's own elements, equal in number.
  ///   - slices: the size of the first dimension.
  package func apply(to direction: inout [Float], weights: ArraySlice<Float>, slices: Int) {
    precondition(
      direction.count == weights.count && direction.count % slices == 0,
      "\(direction.count) elements, \(weights.count) weights, \(slices) slices")
    let first = weights.startIndex
    switch self {
    case .none: return
    case .weight:
      for i in direction.indices { direction[i] *= weights[first + i] }
    case .layer:
      let norm = euclideanNorm(direction[...])
      scale(&direction, direction.indices, by: norm > 0 ? euclideanNorm(weights) / norm : 0)
    case .filter:
      let size = direction.count / slices
      for slice in 0..<slices {
        let range = slice * size..<(slice + 1) * size
        let target = euclideanNorm(weights[first + range.lowerBound..<first + range.upperBound])
        let norm = euclideanNorm(direction[range])
        scale(&direction, range, by: target / (norm + Normalization.filterFloor))
      }
    }
  }

  private func scale(_ direction: inout [Float], _ range: Range<Int>, by factor: Double) {
    for i in range { direction[i] = Float(Double(direction[i]) * factor) }
  }

  private func euclideanNorm(_ values: ArraySlice<Float>) -> Double {
    values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }
}
