public import Grids
internal import RealModule

extension HeightScale {
  /// Why the heights of a surface on a scale are not what they seem, so that none may be counted.
  public enum Misfit: Hashable, Sendable, CustomStringConvertible {
    /// Losses at or below −offset have no height, and would act as walls.
    case withoutHeight(points: Int, offset: Double)
    /// All losses are so small that the offset levels what lies between them.
    case levelled(largest: Double, offset: Double)

    /// What is wrong, and the formula that makes it so.
    public var description: String {
      switch self {
      case .withoutHeight(let points, let offset):
        "loss ≤ \(offset > 0 ? "−" : "")\(text(offset.magnitude)) at \(points) \(points == 1 ? "point" : "points"); heights are"
          + " \(HeightScale.logarithmic(offset: offset))"
      case .levelled(let largest, let offset):
        "the largest loss is \(text(largest)); heights are"
          + " \(HeightScale.logarithmic(offset: offset)), which flattens losses below 0.01"
      }
    }
  }

  /// The largest finite loss of a surface is to be at least this, unless an offset is chosen for it.
  private static let smallestLargest = 0.01

  /// Whether, and why not, a scale fits a surface of losses.
  ///
  /// A smaller offset than the standard one is taken to be chosen for small losses, any other for a
  /// surface with negative ones.
  public func misfit(of losses: ScalarField) -> Misfit? {
    guard case .logarithmic(let offset) = self, let range = losses.finiteRange else { return nil }
    let points = losses.values.count { $0.isFinite && !height(of: $0).isFinite }
    if points > 0 { return .withoutHeight(points: points, offset: offset) }
    let isChosen = self != .standard && (offset < 0.001 || range.lowerBound < 0)
    return range.upperBound < Self.smallestLargest && !isChosen
      ? .levelled(largest: range.upperBound, offset: offset) : nil
  }

  /// A logarithmic scale that fits all of some surfaces; nil where one offset cannot.
  ///
  /// Its offset lifts the lowest loss to a thousandth of the range above zero, as the standard one does
  /// with cross-entropies up to 1, and has no more digits than that takes.
  public static func fitting(_ surfaces: [ScalarField]) -> HeightScale? {
    let offsets = surfaces.compactMap { $0.finiteRange.flatMap(fittingOffset) }
    let isNegative = surfaces.contains { ($0.finiteRange?.lowerBound ?? 0) < 0 }
    guard let offset = isNegative ? offsets.max() : offsets.min() else { return nil }
    let scale = HeightScale.logarithmic(offset: offset)
    return surfaces.allSatisfy { scale.misfit(of: $0) == nil } ? scale : nil
  }

  private static func fittingOffset(_ range: ClosedRange<Double>) -> Double? {
    let (lowest, largest) = (range.lowerBound, range.upperBound)
    let lift = (largest > lowest ? largest - lowest : largest.magnitude) / 1000
    guard lift > 0, lift.isFinite else { return nil }
    // Rounded up to the first digit of the lift; divided by a power of ten where that is exact.
    let exponent = Int(Double.log10(lift).rounded(.down))
    let power = Double.pow(10, Double(abs(exponent)))
    let wanted = max(0, -lowest) + lift
    let digits = (exponent < 0 ? wanted * power : wanted / power).rounded(.up)
    return exponent < 0 ? digits / power : digits * power
  }
}

/// A number with four digits at most, without a needless ".0".
private func text(_ number: Double) -> String {
  var rounded = number
  if number != 0, number.isFinite {
    let places = 3 - Int(Double.log10(number.magnitude).rounded(.down))
    let power = Double.pow(10, Double(abs(places)))
    let value =
      places > 0 ? (number * power).rounded() / power : (number / power).rounded() * power
    rounded = value.isFinite ? value : number
  }
  let text = "\(rounded + 0)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
