/// A legend broken into centred rows.
struct LegendRows {
  struct Entry {
    let kind: LegendKind
    let text: String
    let width: Double
  }

  let rows: [[Entry]]
  let font: Font
  let rowHeight: Double
  private let metrics: LayoutMetrics

  init(
    _ entries: [(kind: LegendKind, text: String)], metrics: LayoutMetrics, text: TextFitting,
    width: Double
  ) {
    self.metrics = metrics
    font = metrics.legendFont
    rowHeight = max(text.height(font), 2 * metrics.markRadius) + metrics.small
    let textWidth = max(1, width - LegendRows.indent(metrics))
    var rows: [[Entry]] = []
    var used = 0.0
    for entry in entries {
      let fitted = text.fit([entry.text], font, width: textWidth, lines: 1)
      let label = fitted.lines[0].first ?? ""
      let entryWidth = LegendRows.indent(metrics) + text.width(label, font)
      let gap = LegendRows.gap(metrics)
      if rows.isEmpty || used + gap + entryWidth > width {
        rows.append([])
        used = -gap
      }
      rows[rows.count - 1].append(Entry(kind: entry.kind, text: label, width: entryWidth))
      used += gap + entryWidth
    }
    self.rows = rows
  }

  var height: Double { Double(rows.count) * rowHeight }

  private static func indent(_ metrics: LayoutMetrics) -> Double {
    metrics.sampleWidth + 2 * metrics.small
  }

  private static func gap(_ metrics: LayoutMetrics) -> Double { 40 * metrics.unit }

  /// Places the rows from `top` downwards, each centred about `x`.
  func place(top: Double, centerX x: Double, in layout: inout FigureLayout, text: TextFitting) {
    let gap = LegendRows.gap(metrics)
    for (index, row) in rows.enumerated() {
      let total = row.map(\.width).reduce(0, +) + gap * Double(row.count - 1)
      let centerY = top + (Double(index) + 0.5) * rowHeight
      var left = x - total / 2
      for entry in row {
        let height = 2 * metrics.markRadius
        layout.samples.append(
          PlacedSample(
            kind: entry.kind,
            box: Rectangle(
              x: left.rounded(), y: (centerY - height / 2).rounded(),
              width: metrics.sampleWidth.rounded(), height: height.rounded())))
        let extents = text.canvas.extents(of: entry.text, in: font)
        layout.texts.append(
          PlacedText(
            entry.text, font, extents, left: left + LegendRows.indent(metrics),
            top: centerY - extents.height / 2, isQuiet: false))
        left += entry.width + gap
      }
    }
  }
}

extension PlacedText {
  /// Upright text from the top left corner of its box.
  init(
    _ text: String, _ font: Font, _ extents: TextExtents, left: Double, top: Double,
    isQuiet: Bool
  ) {
    self.init(
      text: text, font: font, origin: Point(x: left, y: top + extents.ascent), isUpright: true,
      isQuiet: isQuiet,
      box: Rectangle(x: left, y: top, width: extents.width, height: extents.height))
  }

  /// Text that runs upwards, centred about a height, from the left edge of its box.
  init(
    upwards text: String, _ font: Font, _ extents: TextExtents, left: Double, centerY: Double,
    isQuiet: Bool
  ) {
    self.init(
      text: text, font: font,
      origin: Point(x: left + extents.ascent, y: centerY + extents.width / 2), isUpright: false,
      isQuiet: isQuiet,
      box: Rectangle(
        x: left, y: centerY - extents.width / 2, width: extents.height, height: extents.width))
  }
}
