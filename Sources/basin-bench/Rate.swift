/// Pieces of work done in a time.
package struct Rate: Codable, Sendable {
  package let pieces: Int
  package let seconds: Double

  package var perSecond: Double { Double(pieces) / seconds }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + 1e-18 * Double(components.attoseconds) }
}

extension Array where Element == Double {
  /// The middle one, or the mean of the middle two; NaN of none.
  package var median: Double {
    guard !isEmpty else { return .nan }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
