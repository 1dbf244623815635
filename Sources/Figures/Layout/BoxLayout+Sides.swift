internal import Grids

extension BoxLayout {
  /// Places what stands at the right end of some rows of plots.
  func place(_ side: SideBox, _ layout: inout Layout) {
    let last = columns.lanes.count - 1
    guard
      let plot = composition.plots.lastIndex(where: {
        $0.row == side.rows.lowerBound && $0.columns.contains(last)
      })
    else { return }
    let frame = layout.plots[plot].frame
    switch side.content {
    case .bar(let scale, let quantity):
      let bottom = layout.plots.filter { side.rows.contains(composition.plots[$0.index].row) }
        .map(\.frame.rectangle.maxY).max()
      var rectangle = frame.rectangle
      rectangle.height = (bottom ?? rectangle.maxY) - rectangle.y
      place(scale, quantity, beside: rectangle, &layout)
    case .names(let ends): place(ends, beside: frame, &layout)
    }
  }

  // MARK: Colour bar

  private func place(
    _ scale: ColorScale, _ quantity: String, beside plot: Rectangle, _ layout: inout Layout
  ) {
    guard parts.contains(.colorBar) else { return }
    let arrow = (metrics.barWidth * 0.8).rounded()
    let top = plot.y + (scale.clipsAbove ? arrow : 0)
    let bottom = plot.maxY - (scale.clipsBelow ? arrow : 0)
    let rectangle = Rectangle(
      x: (plot.maxX + metrics.barGap + barShift).rounded(), y: top,
      width: metrics.barWidth.rounded(),
      height: max(1, bottom - top))
    let axis = PlotAxis(colorBar: scale)
    let ticks = axis.verticalTicks(rectangle.height, metrics).map {
      PlacedTick(
        position: rectangle.maxY - axis.distance($0.value, rectangle.height), tick: $0)
    }
    layout.bar = PlacedBar(rectangle: rectangle, arrow: arrow, ticks: ticks)
    var x = rectangle.maxX + metrics.tickRoom
    if hasTicks {
      for tick in ticks {
        let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
        layout.texts.append(
          PlacedText(
            tick.tick.label, metrics.tickFont, extents, left: x,
            top: tick.position - extents.height / 2, isQuiet: false))
      }
      x += ticks.map { text.width($0.tick.label, metrics.tickFont) }.max() ?? 0
    }
    if parts.contains(.quantity) {
      placeUpwards(quantity, left: x + metrics.large, beside: plot, nil, &layout)
    }
  }

  // MARK: Names of lines

  /// The names of lines at their right ends, moved apart where they would overlap. More names than
  /// have room beside the plot are left out.
  private func place(_ ends: [LineEnd], beside frame: PlotFrame, _ layout: inout Layout) {
    guard parts.contains(.seriesNames), lineNames.lines.count == ends.count else { return }
    let plot = frame.rectangle
    let lineHeight = text.height(lineNames.font)
    let labels = ends.indices.map { index in
      (
        index: index, end: frame.point(PlanePoint(x: ends[index].x, y: ends[index].y)),
        height: Double(lineNames.lines[index].count) * lineHeight
      )
    }.sorted { $0.end.y < $1.end.y }
    // From the top down each name at its line's end or below the one before it; then from the bottom
    // up, so that none hangs below the plot.
    var tops: [Double] = []
    for label in labels {
      let least = tops.last.map { $0 + labels[tops.count - 1].height + metrics.small } ?? plot.y
      tops.append(max(label.end.y - label.height / 2, least))
    }
    var limit = plot.maxY
    for index in labels.indices.reversed() {
      tops[index] = min(tops[index], limit - labels[index].height)
      limit = tops[index] - metrics.small
    }
    guard let first = tops.first, first >= plot.y - 1 else { return }
    for (top, label) in zip(tops, labels) {
      layout.leads.append(
        PlacedLead(
          line: ends[label.index].line,
          start: Point(x: max(label.end.x, plot.maxX) + metrics.small, y: label.end.y),
          end: Point(x: plot.maxX + metrics.lead - metrics.small, y: top + label.height / 2)))
      for (row, name) in lineNames.lines[label.index].enumerated() {
        layout.texts.append(
          PlacedText(
            name, lineNames.font, text.canvas.extents(of: name, in: lineNames.font),
            left: plot.maxX + metrics.lead + metrics.small, top: top + Double(row) * lineHeight,
            isQuiet: false))
      }
    }
  }
}

extension PlotAxis {
  /// The axis of a colour bar.
  init(colorBar scale: ColorScale) {
    self.init("", over: scale.range, scale.scale == .log ? .logarithmic : .linear)
  }

  /// An axis of any quantity, with up to nine round numbers on a linear one.
  init(_ name: String, over range: ClosedRange<Double>, _ scale: AxisScale) {
    self.init(
      name, range, scale, labels: .choices(Ticks.choices(on: range, scale, atMost: 9)))
  }
}
