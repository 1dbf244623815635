internal import Grids
internal import Numerals

/// What a plot says of itself when its surface alone says nothing, or too much.
struct PanelMessage {
  /// Said where lines would run into each other.
  static let crowdedLines = PanelMessage(text: "contour lines too close together to be drawn")

  let text: String

  private init(text: String) { self.text = text }

  /// Nil for a surface with at least two different finite values.
  init?(_ field: ScalarField) {
    if let range = field.finiteRange {
      guard range.lowerBound == range.upperBound, field.grid.count > 1 else { return nil }
      text = "constant: \(DecimalNumber.label(range.lowerBound)) at every finite point"
    } else if field.isComputed.contains(true) {
      text = "no finite value at any computed point"
    } else {
      text = "no point computed yet"
    }
  }

  /// Draws the message on a plate in the upper part of a plot, if it fits.
  func draw(in plot: Rectangle, palette: Palette, unit: Double, on canvas: any Canvas) {
    let text = TextFitting(canvas: canvas)
    let metrics = LayoutMetrics(unit: unit, text: text)
    let fitted = text.fit(
      [self.text], metrics.nameFont, width: plot.width * 0.8, lines: 4, smallest: 0.7)
    let lines = fitted.lines[0]
    let lineHeight = text.height(fitted.font)
    let width = lines.map { text.width($0, fitted.font) }.max() ?? 0
    let plate = Rectangle(
      x: plot.center.x - width / 2, y: plot.y + plot.height * 0.12, width: width,
      height: lineHeight * Double(lines.count)
    ).inset(by: -metrics.large)
    guard !lines.isEmpty, plot.contains(plate) else { return }
    canvas.fill(Path(plate), with: palette.background)
    canvas.stroke(Path(plate), with: Stroke(palette.frame, width: max(1, 1.6 * unit)))
    for (row, line) in lines.enumerated() {
      let extents = canvas.extents(of: line, in: fitted.font)
      let origin = Point(
        x: plot.center.x - extents.width / 2,
        y: plate.y + metrics.large + Double(row) * lineHeight + extents.ascent)
      canvas.draw(line, at: origin, in: fitted.font, color: palette.ink, isUpright: true)
    }
  }
}
