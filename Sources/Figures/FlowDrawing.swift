internal import Grids
internal import RealModule

/// Draws a flow figure that has been laid out.
struct FlowDrawing {
  let figure: FlowFigure
  let scale: ColorScale
  let layout: FlowLayout
  let palette: Palette
  let canvas: any Canvas

  private var unit: Double { layout.unit }
  private var axes: AxesDrawing { AxesDrawing(palette: palette, unit: unit, canvas: canvas) }

  func draw() {
    let whole = Rectangle(x: 0, y: 0, width: Double(figure.width), height: Double(figure.height))
    canvas.fill(Path(whole), with: palette.background)
    let colors = ValueColors(
      scale: scale, map: figure.colorMap, theme: figure.theme, style: .heatmap)
    for plot in layout.matrices {
      canvas.group("matrix \(plot.panel + 1)") {
        canvas.fill(Path(plot.frame.rectangle), with: palette.plot)
        FieldDrawing(
          field: figure.matrices[plot.panel].field, style: .heatmap, frame: plot.frame,
          colors: colors, palette: palette, unit: unit, canvas: canvas
        ).draw()
        axes.draw(plot)
      }
    }
    if let bar = layout.bar {
      canvas.group("colour bar") {
        BarDrawing(bar: bar, colors: colors, palette: palette, unit: unit, canvas: canvas)
          .draw(frameWidth: AxesDrawing.frameWidth(unit: unit))
      }
    }
    if let chart = layout.chart { canvas.group("lines") { draw(chart) } }
    canvas.group("text") {
      for text in layout.texts {
        canvas.draw(
          text.text, at: text.origin, in: text.font,
          color: text.isQuiet ? palette.quietInk : palette.ink, isUpright: text.isUpright)
      }
    }
  }

  private func draw(_ chart: PlacedPlot) {
    let frame = chart.frame
    canvas.fill(Path(frame.rectangle), with: palette.plot)
    var rules = Path()
    for tick in chart.yTicks {
      rules.addLine(
        from: Point(x: frame.rectangle.x, y: tick.position),
        to: Point(x: frame.rectangle.maxX, y: tick.position))
    }
    canvas.stroke(rules, with: Stroke(palette.missing, width: max(1, 1.2 * unit)))
    // Where both ends of a ratio are equal.
    let one = frame.y(0)
    if frame.extent.y.contains(0) {
      canvas.stroke(
        Path(through: [
          Point(x: frame.rectangle.x, y: one), Point(x: frame.rectangle.maxX, y: one),
        ]), with: Stroke(palette.quietInk, width: max(1.2, 2.4 * unit)))
    }
    canvas.clip(to: Path(frame.rectangle)) {
      for line in figure.lines { draw(line, in: frame) }
    }
    axes.draw(chart)
    for end in layout.ends {
      canvas.stroke(
        Path(through: [end.from, end.to]),
        with: Stroke(figure.lines[end.line].hue.color(figure.theme), width: max(1.5, 4 * unit)))
    }
  }

  private func draw(_ line: FlowFigure.Line, in frame: PlotFrame) {
    let stroke = Stroke(line.hue.color(figure.theme), width: max(1.5, 5 * unit))
    for run in FlowLayout.runs(of: line) {
      let points = run.map { frame.point(PlanePoint(x: $0.x, y: Double.log10($0.y))) }
      if points.count == 1 {
        canvas.fill(.circle(center: points[0], radius: max(2, 6 * unit)), with: stroke.color)
      } else {
        canvas.stroke(Path(through: points), with: stroke)
      }
    }
  }

}
