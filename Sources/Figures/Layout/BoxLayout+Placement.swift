internal import Grids

extension BoxLayout {
  /// Places everything. Plots that keep their shape are centred with their surroundings in what room
  /// is left over; the footer stays at the bottom edge.
  func placed() -> Layout {
    let sizes = plotSizes()
    let boxes = limited(to: sizes)
    var layout = Layout(parts: parts, unit: metrics.unit)
    boxes.placeHeader(&layout)
    for (plot, size) in sizes.enumerated() { boxes.place(plot, size, &layout) }
    for side in composition.sides { boxes.place(side, &layout) }
    boxes.placeFooter(&layout)
    return layout
  }

  // MARK: Above and below the plots

  private func placeHeader(_ layout: inout Layout) {
    var y = margin + rows.spare / 2
    for caption in header {
      place(caption, top: y, left: margin, right: composition.width - margin, &layout)
      y += height(of: caption)
    }
    if !header.isEmpty { y += metrics.large }
    if let legend, legend.standsAbove {
      legend.place(top: y, centerX: composition.width / 2, in: &layout)
    }
  }

  private func placeFooter(_ layout: inout Layout) {
    if let footer {
      let top = composition.height - margin - height(of: footer)
      place(footer, top: top, left: margin, right: composition.width - margin, &layout)
    }
    if let legend, !legend.standsAbove {
      let last = rows.lanes.count - 1
      let top = rows.end(last) + rows.lanes[last].after + metrics.large
      legend.place(top: top, centerX: composition.width / 2, in: &layout)
    }
  }

  private func place(
    _ caption: FittedCaption, top: Double, left: Double, right: Double, _ layout: inout Layout
  ) {
    for (row, line) in caption.lines.enumerated() {
      let extents = text.canvas.extents(of: line, in: caption.font)
      layout.texts.append(
        PlacedText(
          line, caption.font, extents,
          left: caption.style.leads ? left : (left + right - extents.width) / 2,
          top: top + Double(row) * extents.height, isQuiet: caption.style.isQuiet))
    }
  }

  // MARK: Plots

  private func place(
    _ index: Int, _ size: (width: Double, height: Double), _ layout: inout Layout
  ) {
    let box = composition.plots[index]
    let left = columns.start(box.columns.lowerBound)
    let (room, rowHeight) = (columns.core(of: box.columns), rows.core(box.row))
    let rectangle = Rectangle(
      x: left.rounded() + ((room - size.width) / 2).rounded(),
      y: rows.start(box.row).rounded() + ((rowHeight - size.height) / 2).rounded(),
      width: size.width, height: size.height)
    let frame = PlotFrame(
      extent: PlotExtent(x: box.x.range, y: box.y.range), rectangle: rectangle,
      xScale: box.x.scale, yScale: box.y.scale)
    let (xTicks, areTurned) = box.x.horizontalTicks(rectangle.width, metrics)
    let plot = PlacedPlot(
      index: index, frame: frame,
      xTicks: xTicks.map { PlacedTick(position: frame.x($0.value), tick: $0) },
      yTicks: box.y.verticalTicks(rectangle.height, metrics).map {
        PlacedTick(position: frame.y($0.value), tick: $0)
      })
    layout.plots.append(plot)
    placeCaptions(index, rectangle, &layout)
    if hasTicks { placeLabels(plot, box, areTurned: areTurned, &layout) }
    if let name = xNames[index] {
      let top = rectangle.maxY + belowTicks(index) + metrics.small
      place(name, top: top, left: rectangle.x, right: rectangle.maxX, &layout)
    }
    if parts.contains(.axisNames), box.y.showsName {
      placeUpwards(
        box.y.name, left: rectangle.x - axisRoom[box.columns.lowerBound], beside: rectangle,
        xNames[index]?.font, &layout)
    }
  }

  /// Captions of one style stand at one height in all plots of a row.
  private func placeCaptions(_ index: Int, _ plot: Rectangle, _ layout: inout Layout) {
    let row = composition.plots[index].row
    var top = rows.start(row) - rows.lanes[row].before
    for (style, height) in captionHeights(row) {
      if let caption = captions[index].first(where: { $0.style == style }) {
        place(caption, top: top, left: plot.x, right: plot.maxX, &layout)
      }
      top += height
    }
  }

  private func placeLabels(
    _ plot: PlacedPlot, _ box: PlotBox, areTurned: Bool, _ layout: inout Layout
  ) {
    let rectangle = plot.frame.rectangle
    for tick in plot.xTicks where box.x.showsLabels {
      let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
      let top = rectangle.maxY + metrics.belowTicks
      layout.texts.append(
        areTurned
          ? PlacedText(
            upwards: tick.tick.label, metrics.tickFont, extents,
            left: tick.position - extents.height / 2, centerY: top + extents.width / 2,
            isQuiet: false)
          : PlacedText(
            tick.tick.label, metrics.tickFont, extents, left: tick.position - extents.width / 2,
            top: top, isQuiet: false))
    }
    for tick in plot.yTicks where box.y.showsLabels {
      let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
      layout.texts.append(
        PlacedText(
          tick.tick.label, metrics.tickFont, extents,
          left: rectangle.x - metrics.tickRoom - extents.width,
          top: tick.position - extents.height / 2, isQuiet: false))
    }
  }

  /// The name of a vertical axis, on one line; a shorter one (``AxisNames``) where it does not fit, and
  /// only then fewer letters.
  func placeUpwards(
    _ name: String, left: Double, beside plot: Rectangle, _ font: Font?, _ layout: inout Layout
  ) {
    let fitted = (AxisNames.forms(of: name) + [name]).lazy.map {
      text.fit(
        [$0], font ?? metrics.nameFont, width: plot.height, lines: 1, smallest: 0.8)
    }
    guard let best = fitted.first(where: { $0.lines[0].first?.last != "…" }) ?? fitted.first,
      let line = best.lines[0].first
    else { return }
    let extents = text.canvas.extents(of: line, in: best.font)
    layout.texts.append(
      PlacedText(
        upwards: line, best.font, extents, left: left, centerY: plot.center.y, isQuiet: false))
  }
}
