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
        draw(section.lines.map { ($0.hue, $0.losses) }, section.nets, plot, drawing)
        drawMinima(section.lines.flatMap(\.minima), plot.frame, drawing)
      } else {
        draw(section.lines.map { ($0.hue, $0.accuracies) }, section.nets, plot, drawing)
      }
      drawing.drawAxes(plot)
      if plot.index % rows == 0 { drawNets(section.nets, plot.frame, drawing) }
    }
  }

  /// The letters of nets at the upper end of their rules.
  private func drawNets(_ nets: [NetMark], _ frame: PlotFrame, _ drawing: LayoutDrawing) {
    guard showsText else { return }
    let marks = MarkDrawing(
      unit: drawing.layout.unit, palette: drawing.palette, canvas: drawing.canvas)
    let box = frame.rectangle.inset(by: 1.4 * marks.radius)
    for net in nets where frame.extent.x.contains(net.at.x) {
      let x = min(max(frame.x(net.at.x), box.x), box.maxX)
      marks.drawNetName(net.name, at: Point(x: x, y: box.y))
    }
  }

  private func draw(
    _ lines: [(hue: SeriesHue, points: [PlanePoint])], _ nets: [NetMark], _ plot: PlacedPlot,
    _ drawing: LayoutDrawing
  ) {
    let (frame, unit, canvas) = (plot.frame, drawing.layout.unit, drawing.canvas)
    let rules = nets.map(\.at.x) + (center.map { [$0] } ?? [])
    for rule in rules where frame.extent.x.contains(rule) {
      let x = frame.x(rule)
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
