/// Which points of a surface of another program have been computed.
///
/// Li et al.'s code fills its arrays with −1 before it computes anything, and losses are not negative. NaN and
/// ±∞ are results. Where other values are negative too, −1 is a value among them.
struct MissingPoints {
  private static let marker = -1.0

  /// Whether each point has been computed.
  let isComputed: [Bool]
  /// What had to be assumed; nil for nothing.
  let assumption: String?

  /// Looks through the values.
  init(in values: [Double]) {
    let isMarked = values.contains(Self.marker)
    let isSigned = values.contains { $0 < 0 && $0 != Self.marker && $0.isFinite }
    isComputed =
      isMarked && !isSigned
      ? values.map { $0 != Self.marker } : Array(repeating: true, count: values.count)
    assumption =
      isMarked && isSigned
      ? "−1 is read as a value, not as a missing point, because other values are negative too"
      : nil
  }
}
