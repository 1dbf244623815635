package import Grids
internal import Numerals
internal import RealModule

/// The one map from values to colours that all panels of a figure share.
///
/// On a logarithmic scale everything happens in log10 of the value: levels are even there, and
/// contour lines interpolate there.
package struct ColorScale: Hashable, Sendable {
  /// Linear, or logarithmic.
  package let scale: ValueScale
  /// The values of the first and the last colour.
  package let range: ClosedRange<Double>
  /// The range in scale units: log10 of the values on a logarithmic scale.
  package let unitRange: ClosedRange<Double>
  /// The boundaries between bands, strictly inside the range, ascending, in scale units (log10 of
  /// the value on a logarithmic scale).
  package let levels: [Double]
  /// Whether each level is drawn heavier: the decades, or round numbers where there are none.
  package let isMajor: [Bool]
  /// Whether some panel has finite values above the range.
  package let clipsAbove: Bool
  /// Whether some panel has finite values below the range.
  package let clipsBelow: Bool

  /// More bands than this cannot be told apart.
  package static let mostBands = 25
  /// The scale for the values of some fields. Nil when there is no finite value.
  ///
  /// A given range is taken as it is, unless it is empty or, on a logarithmic scale, not positive.
  /// Otherwise the ends are the values' own, moved outwards to the next level.
  package init?(
    fields: [ScalarField], scale wanted: ValueScale, range given: ClosedRange<Double>?,
    levels chosen: ContourLevels? = nil
  ) {
    let finite = fields.lazy.flatMap(\.values).filter(\.isFinite)
    guard let lowest = finite.min(), let highest = finite.max() else { return nil }
    let scale: ValueScale = wanted == .log && highest > 0 ? .log : .linear

    let steps: LevelSteps
    if let given, given.lowerBound < given.upperBound, given.lowerBound.isFinite,
      given.upperBound.isFinite, scale == .linear || given.lowerBound > 0
    {
      range = given
      steps = LevelSteps(scale == .log ? given.map(Double.log10) : given, scale, chosen)
    } else {
      let shown =
        scale == .log
        ? ShownDecades.range(of: finite) ?? lowest...highest : lowest...highest
      steps = LevelSteps(ColorScale.widened(shown), scale, chosen, snapping: true)
      range = scale == .log ? steps.range.map(ColorScale.positive) : steps.range
    }
    unitRange = steps.range
    self.scale = scale
    levels = steps.levels
    isMajor = steps.isMajor
    // A tolerance, because snapped ends passed through log10 and back.
    let slack = (steps.range.upperBound / 2 - steps.range.lowerBound / 2) * 1e-9
    clipsAbove = ColorScale.units(highest, scale) > steps.range.upperBound + slack
    clipsBelow = ColorScale.units(lowest, scale) < steps.range.lowerBound - slack
  }

  /// A scale for a picture without any finite value, in which only the absence is drawn.
  package static let empty = ColorScale()

  private init() {
    scale = .linear
    (range, unitRange) = (0...1, 0...1)
    (levels, isMajor) = ([], [])
    (clipsAbove, clipsBelow) = (false, false)
  }

  /// A range with some width: a constant gets a twentieth of itself to either side.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    let least = max(abs(lower), abs(upper)) * 1e-12
    guard upper / 2 - lower / 2 <= least else { return range }
    let margin = lower == 0 ? 0.5 : abs(lower) / 20
    let (low, high) = (lower - margin, upper + margin)
    let most = Double.greatestFiniteMagnitude
    return max(low, -most)...min(high, most)
  }

  /// 10 to a power, kept among the positive doubles.
  private static func positive(_ exponent: Double) -> Double {
    min(max(Double.pow(10, exponent), .leastNonzeroMagnitude), .greatestFiniteMagnitude)
  }

  /// A value in scale units. What a logarithm cannot show goes far below every range; NaN stays.
  package static func units(_ value: Double, _ scale: ValueScale) -> Double {
    guard scale == .log else { return value }
    return value > 0 || value.isNaN ? Double.log10(value) : -400
  }

  /// A value in scale units.
  package func units(_ value: Double) -> Double { ColorScale.units(value, scale) }

  /// The value of something in scale units.
  package func value(ofUnits units: Double) -> Double {
    scale == .log ? Double.pow(10, units) : units
  }

  /// Where something in scale units lies in the range: 0 at its lower end, 1 at its upper end.
  package func position(ofUnits units: Double) -> Double {
    let ends = unitRange
    return (units / 2 - ends.lowerBound / 2) / (ends.upperBound / 2 - ends.lowerBound / 2)
  }

  /// What is written at a level: its value if it is drawn heavier, and on a logarithmic scale also if it
  /// is 2 or 5 times a power of ten to within 1 %, to two digits then; nil otherwise.
  package func text(_ index: Int) -> String? {
    let value = value(ofUnits: levels[index])
    guard scale == .log else { return isMajor[index] ? DecimalNumber.label(value) : nil }
    let share = levels[index] - levels[index].rounded(.down)
    let isRound = [2.0, 5].contains { abs(share - Double.log10($0)) < 0.004 }
    return isMajor[index] || isRound ? DecimalNumber(rounding: value, digits: 2).shortLabel : nil
  }

  /// The place of a band in the colour map, evenly spread; band 0 lies below the first level.
  package func bandPosition(_ band: Int) -> Double {
    levels.isEmpty ? 0.5 : Double(band) / Double(levels.count)
  }

  /// The field in scale units.
  package func units(of field: ScalarField) -> ScalarField { field.map { units($0) } }
}

extension ClosedRange<Double> {
  fileprivate func map(_ transform: (Double) -> Double) -> ClosedRange<Double> {
    transform(lowerBound)...transform(upperBound)
  }
}
