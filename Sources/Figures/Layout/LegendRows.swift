/// A legend broken into centred rows.
struct LegendRows {
  struct Entry {
    let kind: LegendKind
    let text: String
    let width: Double
  }

  let rows: [[Entry]]
  let standsAbove: Bool
  private let font: Font
  private let rowHeight: Double
  private let metrics: LayoutMetrics

  init(_ box: LegendBox, metrics: LayoutMetrics, width: Double) {
    let text = metrics.text
    self.metrics = metrics
    standsAbove = box.standsAbove
    let textWidth = max(1, width - LegendRows.indent(metrics))
    let fitted = text.fit(
      box.entries.map(\.text), standsAbove ? metrics.subtitleFont : metrics.legendFont,
      width: textWidth, lines: 1, smallest: standsAbove ? 0.7 : 1)
    font = fitted.font
    rowHeight = max(text.height(font), 2 * metrics.markRadius) + metrics.small
    var rows: [[Entry]] = []
    var used = 0.0
    for (entry, lines) in zip(box.entries, fitted.lines) {
      let label = lines.first ?? ""
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
  func place(top: Double, centerX x: Double, in layout: inout Layout) {
    let gap = LegendRows.gap(metrics)
    for (index, row) in rows.enumerated() {
      let total = row.map(\.width).reduce(0, +) + gap * Double(row.count - 1)
      let centerY = top + (Double(index) + 0.5) * rowHeight
      var left = x - total / 2
      for entry in row {
        let height = entry.kind.sampleHeight(metrics, font)
        layout.samples.append(
          PlacedSample(
            kind: entry.kind,
            box: Rectangle(
              x: left.rounded(), y: (centerY - height / 2).rounded(),
              width: metrics.sampleWidth.rounded(), height: height.rounded())))
        let extents = metrics.text.canvas.extents(of: entry.text, in: font)
        layout.texts.append(
          PlacedText(
            entry.text, font, extents, left: left + LegendRows.indent(metrics),
            top: centerY - extents.height / 2, isQuiet: false))
        left += entry.width + gap
      }
    }
  }
}

extension LegendKind {
  fileprivate func sampleHeight(_ metrics: LayoutMetrics, _ font: Font) -> Double {
    if case .series = self { return 0.7 * metrics.text.height(font) }
    return 2 * metrics.markRadius
  }
}
