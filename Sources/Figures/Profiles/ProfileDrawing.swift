internal import Grids

extension ProfileFigure {
  /// Lays the figure out for a canvas of its size and draws it. Parts for which a small picture has
  /// no room are left out.
  public func draw(on canvas: any Canvas) {
    let layout = Layout(composition, on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, canvas: canvas)
    let rows = hasAccuracies ? 2 : 1
    drawing.draw(named: {
      $0.index % rows == 0 ? "losses \($0.index / rows + 1)" : "accuracies \($0.index / rows + 1)"
    }) { plot in
      drawing.drawRules(plot)
      let section = sections[plot.index / rows]
      if plot.index % rows == 0 {
        draw(section.lines.map { ($0.hue, $0.losses) }, plot, drawing)
        drawMinima(section.lines.flatMap(\.minima), plot.frame, drawing)
      } else {
        draw(section.lines.map { ($0.hue, $0.accuracies) }, plot, drawing)
      }
      drawing.drawAxes(plot)
    }
  }

  private func draw(
    _ lines: [(hue: SeriesHue, points: [PlanePoint])], _ plot: PlacedPlot,
    _ drawing: LayoutDrawing
  ) {
    let (frame, unit, canvas) = (plot.frame, drawing.layout.unit, drawing.canvas)
    if let center, frame.extent.x.contains(center) {
      let x = frame.x(center)
      canvas.stroke(
        Path(through: [
          Point(x: x, y: frame.rectangle.y), Point(x: x, y: frame.rectangle.maxY),
        ]), with: Stroke(drawing.palette.quietInk, width: max(1.2, 2.4 * unit)))
    }
    canvas.clip(to: Path(frame.rectangle)) {
      for line in lines {
        PlotLine(points: line.points).draw(
          in: frame, with: Stroke(line.hue.color(theme), width: max(1.5, 5 * unit)), on: canvas)
      }
    }
  }

  private func drawMinima(_ minima: [PlanePoint], _ frame: PlotFrame, _ drawing: LayoutDrawing) {
    let marks = MarkDrawing(
      unit: drawing.layout.unit, palette: drawing.palette, canvas: drawing.canvas)
    drawing.canvas.group("minima") {
      for minimum in minima
      where frame.extent.x.contains(minimum.x) && frame.extent.y.contains(minimum.y) {
        marks.drawPoint(frame.point(minimum))
      }
    }
  }
}
