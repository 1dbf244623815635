internal import Numerals
internal import RealModule

/// Levels over a range in scale units: those that were chosen, or evenly spaced ones.
///
/// On a logarithmic scale a decade is cut into 1, 2, 3, 4, 5, 10, 20… equal parts, so that every
/// decade is a level (and with ten parts 2 and 5 are, to within 0.3 %). On a linear one the step
/// is 1, 2 or 5 · 10ⁿ.
struct LevelSteps {
  /// The range, moved outwards to levels where asked for.
  let range: ClosedRange<Double>
  /// The levels strictly inside.
  let levels: [Double]
  /// Whether each of them is a decade or a round number.
  let isMajor: [Bool]

  /// - Parameters:
  ///   - chosen: The levels as a figure asks for them; nil for at most `ColorScale.mostBands` bands.
  ///   - snapping: Whether the range is moved outwards to the next levels.
  init(
    _ wanted: ClosedRange<Double>, _ scale: ValueScale, _ chosen: ContourLevels?,
    snapping: Bool = false
  ) {
    var most = ColorScale.mostBands
    switch chosen {
    case .values(let values):
      range = wanted
      levels = Set(values.filter(\.isFinite).map { ColorScale.units($0, scale) })
        .filter { wanted.lowerBound < $0 && $0 < wanted.upperBound }.sorted()
      isMajor = levels.map { _ in true }
      return
    case .bands(let count): most = min(max(1, count), 100)
    case nil: break
    }
    let multiples =
      scale == .log
      ? LevelSteps.decadeParts(wanted, most, snapping: snapping)
      : LevelSteps.roundSteps(wanted, most, snapping: snapping)
    if snapping, let first = multiples.first, let last = multiples.last, first < last {
      range = first...last
    } else {
      range = wanted
    }
    let ends = range
    let slack = (ends.upperBound / 2 - ends.lowerBound / 2) * 1e-6
    let inside = multiples.filter {
      $0 > ends.lowerBound + slack && $0 < ends.upperBound - slack
    }
    // So few bands that no round values make them are equally wide instead.
    let isDivided = chosen != nil && inside.isEmpty
    levels =
      isDivided
      ? (1..<max(1, most)).map {
        let share = Double($0) / Double(most)
        return (1 - share) * ends.lowerBound + share * ends.upperBound
      } : inside
    let majors = LevelSteps.majors(ends, scale)
    let step = levels.count > 1 ? levels[1] - levels[0] : 0
    isMajor = levels.map { level in majors.contains { abs($0 - level) <= step / 10 } }
  }

  /// Multiples of 1/n that cover (snapping) or lie in the range, for the largest n that fits.
  private static func decadeParts(
    _ range: ClosedRange<Double>, _ most: Int, snapping: Bool
  ) -> [Double] {
    var parts = [1, 2, 3, 4, 5]
    for power in 1...9 { parts += [1, 2, 5].map { $0 * Int(Double.pow(10, Double(power))) } }
    var best: [Double] = []
    for n in parts {
      let (first, last) = multiples(range, share: 1 / Double(n), snapping)
      guard last - first <= Double(most) else { break }
      best = stride(from: first, through: last, by: 1).map { $0 / Double(n) }
    }
    return best
  }

  private static func roundSteps(
    _ range: ClosedRange<Double>, _ most: Int, snapping: Bool
  ) -> [Double] {
    let coarse = Ticks.linear(range, atMost: most - 1)
    guard coarse.count > 1 else { return [] }
    let step = coarse[1].value - coarse[0].value
    guard snapping else { return coarse.map(\.value) }
    let tick = coarse[0]
    let unit = coarse[1].mantissa - coarse[0].mantissa
    let (first, last) = multiples(range, share: step, snapping)
    guard abs(first) < 1e15, abs(last) < 1e15 else { return [] }
    return stride(from: first, through: last, by: 1).map {
      DecimalNumber(Int($0) * unit, exponent: tick.exponent).value
    }
  }

  /// The first and last multiple of a share, just outside or just inside a range.
  private static func multiples(
    _ range: ClosedRange<Double>, share: Double, _ outside: Bool
  ) -> (Double, Double) {
    let (low, high) = (range.lowerBound / share, range.upperBound / share)
    return outside
      ? ((low + 1e-9).rounded(.down), (high - 1e-9).rounded(.up))
      : ((low - 1e-9).rounded(.up), (high + 1e-9).rounded(.down))
  }

  /// Round places in scale units that deserve a heavier line, at most a handful.
  private static func majors(_ range: ClosedRange<Double>, _ scale: ValueScale) -> [Double] {
    guard scale == .log else { return Ticks.linear(range, atMost: 6).map(\.value) }
    let decades = Array(
      stride(from: range.lowerBound.rounded(.up), through: range.upperBound, by: 1))
    if !decades.isEmpty { return decades }
    return Ticks.logarithmic(Double.pow(10, range.lowerBound)...Double.pow(10, range.upperBound))[0]
      .map { Double.log10($0.value) }
  }
}
