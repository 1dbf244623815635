internal import Grids

/// The fonts and distances of a figure, in its own pixels.
struct LayoutMetrics {
  let unit: Double
  let text: TextFitting
  let titleFont: Font
  let headlineFont: Font
  let subtitleFont: Font
  let nameFont: Font
  let tickFont: Font
  let legendFont: Font
  let provenanceFont: Font
  let markFont: Font
  let lineFont: Font
  let tickHeight: Double
  let nameHeight: Double

  init(unit: Double, text: TextFitting) {
    func font(_ size: Double, isBold: Bool = false) -> Font {
      // Below 9 pixels nothing can be read; 9 is for the smallest text, the rest stays larger.
      Font(size: max(size * unit, 9 + (size - 20) / 8), isBold: isBold)
    }
    self.unit = unit
    self.text = text
    titleFont = font(44)
    headlineFont = font(44, isBold: true)
    subtitleFont = font(28)
    nameFont = font(26)
    tickFont = font(25)
    legendFont = font(24)
    provenanceFont = font(20)
    markFont = font(22, isBold: true)
    lineFont = font(22)
    tickHeight = text.height(tickFont)
    nameHeight = text.height(nameFont)
  }

  var margin: Double { 26 * unit }
  var small: Double { 6 * unit }
  var large: Double { 14 * unit }
  var tickLength: Double { max(3, 8 * unit) }
  /// From a vertical axis to its labels.
  var tickRoom: Double { tickLength + small }
  /// From a horizontal axis to its labels: clear of the lowest label of the vertical axis.
  var belowTicks: Double { max(tickRoom, tickHeight / 2 + 1) }
  /// Above a plot: clear of the highest label of the vertical axis.
  func aboveTicks(_ hasTicks: Bool) -> Double {
    hasTicks ? max(large, tickHeight / 2 + 1) : large
  }

  var barGap: Double { 34 * unit }
  var barWidth: Double { 34 * unit }
  var sampleWidth: Double { max(14, 40 * unit) }
  var markRadius: Double { max(6, 0.9 * markFont.size) }

  func height(of text: FittedText?, gap: Double) -> Double {
    guard let text, let most = text.lines.map(\.count).max(), most > 0 else { return 0 }
    return Double(most) * self.text.height(text.font) + gap
  }

  // MARK: Ticks

  private static let tickCounts = [7, 6, 5, 4, 3, 2]

  func widestTick(on range: ClosedRange<Double>, of coordinates: [Double]) -> Double {
    let ticks =
      coordinates.count == 1
      ? coordinates.map { Tick(value: $0, label: Legend.label($0)) }
      : LayoutMetrics.tickCounts.flatMap { Ticks.labelled(Ticks.linear(range, atMost: $0)) }
    return ticks.map { text.width($0.label, tickFont) }.max() ?? 0
  }

  /// How far the last label of an x axis may reach beyond the plot.
  func overhang(_ panels: [Panel], _ extents: [PlotExtent]) -> Double {
    zip(panels, extents).map { widestTick(on: $1.x, of: $0.field.grid.xs) / 2 }.max() ?? 0
  }

  /// Between two plots, besides the room for the right one's own y axis.
  func columnGap(overhang: Double) -> Double { max(44 * unit, 2 * overhang + 2 * large) }

  /// The densest round ticks whose labels keep apart along an axis of some pixels. An axis of a
  /// single coordinate has that one tick.
  func ticks(
    on range: ClosedRange<Double>, of coordinates: [Double], length: Double, isHorizontal: Bool
  ) -> [Tick] {
    guard coordinates.count > 1 else {
      return coordinates.map { Tick(value: $0, label: Legend.label($0)) }
    }
    for count in LayoutMetrics.tickCounts {
      let ticks = Ticks.labelled(Ticks.linear(range, atMost: count))
      guard ticks.count > 1 else { return ticks }
      let spacing = length / Double(count - 1)
      let widest = ticks.map { text.width($0.label, tickFont) }.max() ?? 0
      let needed = isHorizontal ? widest + 1.2 * tickFont.size : 2 * tickHeight
      if spacing >= needed { return ticks }
    }
    return []
  }

  // MARK: Colour bar

  func barChoices(_ scale: ColorScale) -> [[Tick]] {
    choices(on: scale.range, scale.scale == .log ? .logarithmic : .linear)
  }

  /// Choices of ticks for an axis, from dense to sparse.
  func choices(on range: ClosedRange<Double>, _ scale: AxisScale) -> [[Tick]] {
    switch scale {
    case .linear: [9, 7, 6, 5, 4, 3, 2].map { Ticks.labelled(Ticks.linear(range, atMost: $0)) }
    case .logarithmic: Ticks.logarithmic(range)
    case .symmetricLogarithmic(let linear):
      Ticks.symmetricLogarithmic(range, linearUpTo: linear)
    }
  }

  /// From the last plot to the right end of everything that belongs to the bar.
  func barRoom(_ scale: ColorScale, _ parts: Set<FigurePart>) -> Double {
    guard parts.contains(.colorBar) else { return 0 }
    var room = barGap + barWidth
    if parts.contains(.tickLabels) { room += tickRoom + widestBarLabel(scale) }
    if parts.contains(.quantity) { room += large + nameHeight }
    return room
  }

  func widestBarLabel(_ scale: ColorScale) -> Double {
    barChoices(scale).joined().map { text.width($0.label, tickFont) }.max() ?? 0
  }

  /// The densest choice of ticks whose labels keep apart along a bar of some pixels.
  func barTicks(_ scale: ColorScale, length: Double) -> [(position: Double, tick: Tick)] {
    for choice in barChoices(scale) {
      let placed = choice.map {
        (position: scale.position(ofUnits: scale.units($0.value)), tick: $0)
      }
      let gaps = zip(placed, placed.dropFirst()).map { ($1.position - $0.position) * length }
      if gaps.allSatisfy({ $0 >= 1.15 * tickHeight }) { return placed }
    }
    return []
  }
}
