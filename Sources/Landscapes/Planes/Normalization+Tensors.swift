package import Provenance

extension Normalization {
  private static let filterFloor = 1e-10

  /// Scales the direction of one tensor of at least two dimensions.
  ///
  /// - Parameters:
  ///   - direction: numbers of which those in `range` are the elements, replaced by the scaled ones.
  ///   - range: where the tensor lies in `direction`.
  ///   - weights: the tensor's own elements, equal in number.
  ///   - slices: the size of the first dimension.
  package func apply(
    to direction: inout [Float], _ range: Range<Int>, weights: ArraySlice<Float>, slices: Int
  ) {
    precondition(
      range.count == weights.count && range.count % slices == 0,
      "\(range.count) elements, \(weights.count) weights, \(slices) slices")
    let shift = weights.startIndex - range.lowerBound
    switch self {
    case .none: return
    case .weight:
      for i in range { direction[i] *= weights[shift + i] }
    case .layer:
      let norm = euclideanNorm(direction[range])
      scale(&direction, range, by: norm > 0 ? euclideanNorm(weights) / norm : 0)
    case .filter:
      let size = range.count / slices
      for slice in 0..<slices {
        let first = range.lowerBound + slice * size
        let part = first..<first + size
        let target = euclideanNorm(weights[shift + first..<shift + first + size])
        let norm = euclideanNorm(direction[part])
        scale(&direction, part, by: target / (norm + Normalization.filterFloor))
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
