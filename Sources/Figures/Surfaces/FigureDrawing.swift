internal import Grids

extension Figure {
  /// Lays the figure out for a canvas of its size and draws it.
  ///
  /// Never fails: what cannot be shown is said inside the plot, and parts for which a small
  /// picture has no room are left out, provenance and legend first.
  public func draw(on canvas: any Canvas) {
    let scale = ColorScale(
      fields: panels.map(\.field), scale: self.scale, range: colorRange, levels: levels)
    let layout = Layout(composition(scale), on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, map: colorMap, canvas: canvas)
    let colors = ValueColors(
      scale: scale ?? .empty, map: colorMap, theme: theme, style: style)
    drawing.draw(colors: colors, named: { "panel \($0.index + 1)" }) { plot in
      draw(panels[plot.index], plot, colors, drawing)
    }
  }

  private func draw(
    _ panel: Panel, _ plot: PlacedPlot, _ colors: ValueColors, _ drawing: LayoutDrawing
  ) {
    let (frame, unit, canvas) = (plot.frame, drawing.layout.unit, drawing.canvas)
    let palette = drawing.palette
    let marks = MarkDrawing(unit: unit, palette: palette, canvas: canvas)
    let placement = MarkPlacement(panel.minima, in: frame, radius: marks.radius)
    let center = Legend.showsCenter(panel, style) ? panel.center : nil
    let cross = center.map { frame.point($0) }
    let field = FieldDrawing(
      field: panel.field, style: style, frame: frame, colors: colors, palette: palette,
      unit: unit, canvas: canvas)
    canvas.clip(to: Path(frame.rectangle)) {
      field.draw()
      if showsText {
        field.drawLineLabels(
          avoiding: marks.boxes(of: placement, cross: cross)
            + panel.nets.map {
              Rectangle(
                around: marks.netNamePlace(frame.point($0.at), in: frame.rectangle),
                radius: marks.radius)
            })
      }
    }
    drawing.drawAxes(plot)
    canvas.clip(to: Path(frame.rectangle)) {
      for path in panel.paths { draw(path, frame, colors, marks) }
    }
    if let cross { marks.drawCenter(cross) }
    for net in panel.nets {
      marks.drawNet(net.name, at: frame.point(net.at), in: frame.rectangle, showsText: showsText)
    }
    marks.draw(
      placement, showsNumbers: showsText,
      clipped: Set(panel.clippedMinima(colors.scale).compactMap(\.rank)))
    if let message = PanelMessage(panel.field) ?? field.message, showsText {
      message.draw(in: frame.rectangle, palette: palette, unit: unit, on: canvas)
    }
  }

  private func draw(
    _ path: PathMark, _ frame: PlotFrame, _ colors: ValueColors, _ marks: MarkDrawing
  ) {
    let places = path.steps.map { frame.point($0.at) }
    PathDrawing(path.number, marks: marks).draw(
      [PathDrawing.Run(points: places, isHidden: false)],
      dots: zip(path.steps, places).map { step, place in
        PathDrawing.Dot(at: place, color: step.value.map(colors.dot))
      })
  }
}
