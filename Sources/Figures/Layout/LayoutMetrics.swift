/// The fonts and distances of a figure, in its own pixels.
struct LayoutMetrics {
  let unit: Double
  let text: TextFitting
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

  /// The measures of a picture on a canvas: lines and distances large enough to suit its least text.
  init(_ composition: Composition, on canvas: any Canvas) {
    self.init(
      unit: max(composition.unit, 0.032 * canvas.size.leastText),
      text: TextFitting(canvas: canvas))
  }

  init(unit: Double, text: TextFitting) {
    let least = text.leastSize
    func font(_ size: Double, isBold: Bool = false) -> Font {
      LayoutMetrics.font(size, unit, least: least, isBold: isBold)
    }
    self.unit = unit
    self.text = text
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

  /// From the right edge of a plot to the name of a line.
  var lead: Double { 44 * unit }
  var barGap: Double { 34 * unit }
  var barWidth: Double { 34 * unit }
  var sampleWidth: Double { max(14, 40 * unit, 2 * markRadius) }
  var markRadius: Double { max(6, 0.9 * markFont.size) }

  /// The font of a style before it is fitted.
  func font(_ style: TextStyle) -> Font {
    LayoutMetrics.font(style.size, unit, least: text.leastSize, isBold: style.isBold)
  }

  /// A font of a size at 1080 lines. The least size that can be read is for the smallest text, the
  /// rest stays larger.
  private static func font(
    _ size: Double, _ unit: Double, least: Double, isBold: Bool
  ) -> Font {
    Font(size: max(size * unit, least * (1 + (size - 20) / 72)), isBold: isBold)
  }
}
