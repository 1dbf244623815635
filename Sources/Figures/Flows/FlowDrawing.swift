internal import Grids

extension FlowFigure {
  /// Lays the figure out for a canvas of its size and draws it. Parts for which a small picture has
  /// no room are left out.
  public func draw(on canvas: any Canvas) {
    let scale = colorScale
    let layout = Layout(composition(scale), on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, map: colorMap, canvas: canvas)
    let colors = ValueColors(
      scale: scale ?? .empty, map: colorMap, theme: theme, style: .heatmap)
    drawing.draw(
      colors: colors,
      named: { $0.index < matrices.count ? "matrix \($0.index + 1)" : "lines" }
    ) { plot in
      if plot.index < matrices.count {
        FieldDrawing(
          field: matrices[plot.index].field, style: .heatmap, frame: plot.frame, colors: colors,
          palette: drawing.palette, unit: layout.unit, canvas: canvas
        ).draw()
        drawing.drawAxes(plot)
      } else {
        drawLines(plot, drawing)
      }
    }
  }

  private func drawLines(_ plot: PlacedPlot, _ drawing: LayoutDrawing) {
    let (frame, unit, canvas) = (plot.frame, drawing.layout.unit, drawing.canvas)
    func stroke(_ line: Line, width: Double) -> Stroke {
      Stroke(
        line.hue.color(theme), width: max(1.5, width * drawing.palette.lineScale * unit))
    }
    drawing.drawRules(plot)
    // Where both ends of a ratio are equal.
    let one = frame.y(1)
    canvas.stroke(
      Path(through: [
        Point(x: frame.rectangle.x, y: one), Point(x: frame.rectangle.maxX, y: one),
      ]), with: Stroke(drawing.palette.quietInk, width: max(1.2, 2.4 * unit)))
    canvas.clip(to: Path(frame.rectangle)) {
      for line in lines {
        PlotLine(points: line.points).draw(in: frame, with: stroke(line, width: 5), on: canvas)
      }
    }
    drawing.drawAxes(plot)
    for lead in drawing.layout.leads {
      canvas.stroke(
        Path(through: [lead.start, lead.end]), with: stroke(lines[lead.line], width: 4))
    }
  }
}
