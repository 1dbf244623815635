internal import Grids

extension LayoutBuilder {
  /// Places everything. The plots with their surroundings are centred in what room is left over.
  func build() -> FigureLayout {
    var layout = FigureLayout(parts: parts, unit: unit)
    let sizes = plotSizes
    let width = Double(figure.width)

    let centers = columnCenters(sizes)
    let used = sizes.map(\.height).max() ?? room.height
    // What is left over goes above and below everything but the provenance, which stays at the
    // bottom edge.
    let spare = max(0, room.height - used) / 2

    var y = metrics.margin + spare
    placeCentered(title, 0, at: width / 2, top: y, isQuiet: false, &layout)
    y += metrics.height(of: title, gap: metrics.large)
    for (panel, center) in centers.enumerated() {
      placeCentered(headlines, panel, at: center, top: y, isQuiet: false, &layout)
      placeCentered(
        subtitles, panel, at: center, top: y + metrics.height(of: headlines, gap: 0),
        isQuiet: true, &layout)
    }
    y += metrics.height(of: headlines, gap: 0) + metrics.height(of: subtitles, gap: 0)
    y = (y + metrics.aboveTicks(parts.contains(.tickLabels))).rounded()

    for (panel, center) in centers.enumerated() {
      let size = sizes[panel]
      let rectangle = Rectangle(
        x: (center - size.width / 2).rounded(), y: y + ((used - size.height) / 2).rounded(),
        width: size.width, height: size.height)
      placePlot(panel, PlotFrame(extent: extents[panel], rectangle: rectangle), &layout)
    }
    placeBar(&layout)

    var bottom = Double(figure.height) - metrics.margin
    bottom -= metrics.height(of: provenance, gap: 0)
    placeCentered(provenance, 0, at: width / 2, top: bottom, isQuiet: true, &layout)
    if provenance != nil { bottom -= metrics.large }
    if let legend {
      bottom -= legend.height + spare
      legend.place(top: bottom, centerX: width / 2, in: &layout, text: text)
    }
    return layout
  }

  /// The middles of the plots. A text above or below a plot may be wider than the plot; it then
  /// pushes the neighbours away.
  private func columnCenters(_ sizes: [(width: Double, height: Double)]) -> [Double] {
    var centers: [Double] = []
    var x = 0.0
    for (panel, size) in sizes.enumerated() {
      let half =
        [headlines, subtitles, xNames].compactMap { $0 }.flatMap { fitted in
          fitted.lines[panel].map { text.width($0, fitted.font) / 2 }
        }.max() ?? 0
      x += max(size.width / 2 + left[panel], half)
      centers.append(x)
      // The overhang of the labels lies within the gap between columns.
      x += max(size.width / 2, half)
      if panel == sizes.count - 1 {
        let plotEnd = centers[panel] + size.width / 2
        x = max(x, plotEnd + barRoom)
      } else {
        x += metrics.columnGap(overhang: overhang)
      }
    }
    let shift = (Double(figure.width) - x) / 2
    return centers.map { $0 + shift }
  }

  private func placeCentered(
    _ fitted: FittedText?, _ index: Int, at centerX: Double, top: Double, isQuiet: Bool,
    _ layout: inout FigureLayout
  ) {
    guard let fitted else { return }
    for (row, line) in fitted.lines[index].enumerated() {
      let extents = text.canvas.extents(of: line, in: fitted.font)
      layout.texts.append(
        PlacedText(
          line, fitted.font, extents, left: centerX - extents.width / 2,
          top: top + Double(row) * extents.height, isQuiet: isQuiet))
    }
  }

  // MARK: Axes

  private func placePlot(_ panel: Int, _ frame: PlotFrame, _ layout: inout FigureLayout) {
    let plot = frame.rectangle
    let grid = figure.panels[panel].field.grid
    let xTicks = metrics.ticks(
      on: frame.extent.x, of: grid.xs, length: plot.width, isHorizontal: true
    )
    .map { PlacedTick(position: frame.x($0.value), tick: $0) }
    let yTicks = metrics.ticks(
      on: frame.extent.y, of: grid.ys, length: plot.height, isHorizontal: false
    )
    .map { PlacedTick(position: frame.y($0.value), tick: $0) }
    layout.plots.append(PlacedPlot(panel: panel, frame: frame, xTicks: xTicks, yTicks: yTicks))

    var below = plot.maxY + metrics.tickLength
    let ownsY = panel == 0 || !sharesY
    if parts.contains(.tickLabels) {
      for tick in xTicks {
        let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
        layout.texts.append(
          PlacedText(
            tick.tick.label, metrics.tickFont, extents, left: tick.position - extents.width / 2,
            top: plot.maxY + metrics.belowTicks, isQuiet: false))
      }
      if ownsY {
        for tick in yTicks {
          let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
          layout.texts.append(
            PlacedText(
              tick.tick.label, metrics.tickFont, extents,
              left: plot.x - metrics.tickRoom - extents.width,
              top: tick.position - extents.height / 2, isQuiet: false))
        }
      }
      below = plot.maxY + metrics.belowTicks + metrics.tickHeight
    }
    placeCentered(
      xNames, panel, at: plot.center.x, top: below + metrics.small, isQuiet: false, &layout)
    if parts.contains(.axisNames), ownsY {
      placeUpwards(
        figure.panels[panel].yLabel, left: plot.x - left[panel], beside: plot,
        matching: xNames?.font, &layout)
    }
  }

  private func placeUpwards(
    _ name: String, left: Double, beside plot: Rectangle, matching font: Font?,
    _ layout: inout FigureLayout
  ) {
    let fitted = fittedName(name, font ?? metrics.nameFont, width: plot.height)
    guard let line = fitted.lines[0].first else { return }
    let extents = text.canvas.extents(of: line, in: fitted.font)
    layout.texts.append(
      PlacedText(
        upwards: line, fitted.font, extents, left: left, centerY: plot.center.y,
        isQuiet: false))
  }

  /// One line. Where it does not fit, the unit in parentheses is given up first, then all that
  /// follows the colon, and only then letters.
  private func fittedName(_ name: String, _ font: Font, width: Double) -> FittedText {
    let shorter = [name.lastIndex(of: "("), name.firstIndex(of: ":")].compactMap { $0 }
      .map { String(name[..<$0]) }.filter { !$0.isEmpty }
    for candidate in [name] + shorter {
      let fitted = text.fit([candidate], font, width: width, lines: 1, smallest: 0.8)
      if fitted.lines[0].first?.last != "…" { return fitted }
    }
    return text.fit([name], font, width: width, lines: 1, smallest: 0.8)
  }

  // MARK: Colour bar

  private func placeBar(_ layout: inout FigureLayout) {
    guard let scale, parts.contains(.colorBar), let plot = layout.plots.last?.frame.rectangle
    else { return }
    let arrow = (metrics.barWidth * 0.8).rounded()
    let top = plot.y + (scale.clipsAbove ? arrow : 0)
    let bottom = plot.maxY - (scale.clipsBelow ? arrow : 0)
    let rectangle = Rectangle(
      x: (plot.maxX + metrics.barGap).rounded(), y: top, width: metrics.barWidth.rounded(),
      height: max(1, bottom - top))
    let ticks = metrics.barTicks(scale, length: rectangle.height).map {
      PlacedTick(position: rectangle.maxY - $0.position * rectangle.height, tick: $0.tick)
    }
    layout.bar = PlacedBar(rectangle: rectangle, arrow: arrow, ticks: ticks)

    var x = rectangle.maxX + metrics.tickRoom
    if parts.contains(.tickLabels) {
      for tick in ticks {
        let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
        layout.texts.append(
          PlacedText(
            tick.tick.label, metrics.tickFont, extents, left: x,
            top: tick.position - extents.height / 2, isQuiet: false))
      }
      x += (ticks.map { text.width($0.tick.label, metrics.tickFont) }.max() ?? 0)
    }
    if parts.contains(.quantity) {
      placeUpwards(
        quantityName(scale), left: x + metrics.large, beside: plot, matching: nil, &layout)
    }
  }

  private func quantityName(_ scale: ColorScale) -> String {
    switch (scale.scale, figure.scale) {
    case (.log, _): "\(figure.quantity) (log scale)"
    case (.linear, .linear): "\(figure.quantity) (linear scale)"
    case (.linear, .log): "\(figure.quantity) (linear scale: no positive value)"
    }
  }
}
