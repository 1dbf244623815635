internal import Grids

/// Draws a chart that has been laid out.
struct ChartDrawing {
  let chart: Chart
  let layout: ChartLayout
  let palette: Palette
  let canvas: any Canvas

  private var unit: Double { layout.unit }
  private var frameWidth: Double { max(1, (1.6 * unit).rounded()) }

  func draw() {
    let whole = Rectangle(x: 0, y: 0, width: Double(chart.width), height: Double(chart.height))
    canvas.fill(Path(whole), with: palette.background)
    canvas.fill(Path(layout.plot), with: palette.plot)
    drawGrid()
    let hasNumbers = chart.series.contains { $0.allPoints.contains(where: chart.holds) }
    for (index, series) in chart.series.enumerated() {
      canvas.group(series.name) {
        if case .categories = chart.axis { drawBars(series, index) } else { drawPoints(series) }
      }
    }
    drawFrame()
    canvas.group("legend") {
      for (index, box) in layout.samples {
        canvas.fill(Path(box), with: chart.series[index].hue.color(chart.theme))
      }
    }
    canvas.group("text") {
      for text in layout.texts {
        canvas.draw(
          text.text, at: text.origin, in: text.font,
          color: text.isQuiet ? palette.quietInk : palette.ink, isUpright: text.isUpright)
      }
      if !hasNumbers {
        drawMessage(chart.yScale == .logarithmic ? "nothing above zero" : "no numbers")
      }
    }
  }

  private func drawGrid() {
    var lines = Path()
    for y in layout.yTicks {
      lines.addLine(
        from: Point(x: layout.plot.x, y: y), to: Point(x: layout.plot.maxX, y: y))
    }
    canvas.stroke(lines, with: Stroke(palette.missing, width: max(1, 1.2 * unit)))
  }

  private func drawBars(_ series: Chart.Series, _ index: Int) {
    var bars = Path()
    for point in series.points where chart.holds(point) {
      bars.add(
        layout.bar(
          series: index, of: chart.series.count, category: point.x, value: point.y))
    }
    canvas.fill(bars, with: series.hue.color(chart.theme))
  }

  private func drawPoints(_ series: Chart.Series) {
    let color = series.hue.color(chart.theme)
    func stroke(_ line: [PlanePoint], _ color: Color, width: Double) {
      let places = line.filter(chart.holds).map { Point(x: layout.x($0.x), y: layout.y($0.y)) }
      guard places.count > 1 else { return }
      canvas.stroke(Path(through: places), with: Stroke(color, width: max(1.2, width * unit)))
    }
    canvas.clip(to: Path(layout.plot)) {
      let faint = palette.plot.mixed(with: color, 0.6)
      for line in series.faintLines { stroke(line, faint, width: 1.6) }
      stroke(series.line, color, width: 5)
      for point in series.points where chart.holds(point) {
        let center = Point(x: layout.x(point.x), y: layout.y(point.y))
        canvas.fill(
          .circle(center: center, radius: max(3, 9 * unit)), with: palette.plot)
        canvas.fill(.circle(center: center, radius: max(2, 7.5 * unit)), with: color)
      }
    }
  }

  private func drawFrame() {
    let (plot, width) = (layout.plot, frameWidth)
    canvas.stroke(Path(plot.inset(by: -width / 2)), with: Stroke(palette.frame, width: width))
    let length = layout.metrics.tickLength.rounded()
    var ticks = Path()
    for x in layout.xTicks {
      ticks.add(
        Rectangle(x: (x - width / 2).rounded(), y: plot.maxY, width: width, height: length))
    }
    for y in layout.yTicks {
      ticks.add(
        Rectangle(x: plot.x - length, y: (y - width / 2).rounded(), width: length, height: width))
    }
    canvas.fill(ticks, with: palette.frame)
  }

  private func drawMessage(_ message: String) {
    let font = layout.metrics.headlineFont
    let extents = canvas.extents(of: message, in: font)
    canvas.draw(
      message,
      at: Point(x: layout.plot.center.x - extents.width / 2, y: layout.plot.center.y), in: font,
      color: palette.quietInk, isUpright: true)
  }
}
