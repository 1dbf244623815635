internal import Grids

extension Chart {
  /// Lays the chart out for a canvas of its size and draws it. Parts for which a small picture has no
  /// room are left out.
  public func draw(on canvas: any Canvas) {
    let layout = Layout(composition, on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, canvas: canvas)
    drawing.draw(named: { _ in nil }) { plot in
      drawing.drawRules(plot)
      ChartDrawing(chart: self, drawing: drawing, frame: plot.frame).draw()
      drawing.drawAxes(plot)
    }
  }
}

/// Draws the series of a chart.
struct ChartDrawing {
  let chart: Chart
  let drawing: LayoutDrawing
  let frame: PlotFrame

  private var canvas: any Canvas { drawing.canvas }
  private var palette: Palette { drawing.palette }
  private var unit: Double { drawing.layout.unit }
  private var metrics: LayoutMetrics {
    LayoutMetrics(unit: unit, text: TextFitting(canvas: canvas))
  }

  func draw() {
    let bars = ChartBars(chart, in: frame, unit: unit)
    canvas.clip(to: Path(frame.rectangle)) {
      for series in chart.series where !series.band.isEmpty {
        canvas.group("\(series.name), band") { drawBand(series) }
      }
    }
    let middle = Double(chart.series.count - 1) / 2
    for (index, series) in chart.series.enumerated() {
      canvas.group(series.name) {
        if let bars {
          var path = Path()
          bars.rectangles(of: index).forEach { path.add($0.bar) }
          canvas.fill(path, with: series.hue.color(chart.theme))
        } else {
          drawPoints(series, right: chart.spread * (Double(index) - middle) * frame.rectangle.width)
        }
      }
    }
    guard drawing.layout.parts.contains(.tickLabels) else { return }
    canvas.group("text") {
      if let bars {
        for value in bars.values(metrics) {
          canvas.draw(
            value.text, at: value.origin, in: value.font, color: palette.ink, isUpright: true)
        }
      }
      if !chart.series.contains(where: { $0.allPoints.contains(where: chart.holds) }) {
        drawMessage(chart.yScale == .logarithmic ? "nothing above zero" : "no numbers")
      }
    }
  }

  /// - Parameter right: how far right of their places points are drawn.
  private func drawPoints(_ series: Chart.Series, right: Double) {
    let color = series.hue.color(chart.theme)
    func stroke(_ line: [PlanePoint], _ color: Color, width: Double) {
      PlotLine(points: line).draw(
        in: frame, with: Stroke(color, width: max(1.2, width * palette.lineScale * unit)),
        on: canvas)
    }
    canvas.clip(to: Path(frame.rectangle)) {
      let faint = palette.plot.mixed(with: color, 0.6)
      for line in series.faintLines { stroke(line, faint, width: 1.6) }
      stroke(series.line, color, width: 5)
      for point in series.points where chart.holds(point) {
        var center = frame.point(point)
        center.x += right
        canvas.fill(.circle(center: center, radius: max(3, 9 * unit)), with: palette.plot)
        canvas.fill(.circle(center: center, radius: max(2, 7.5 * unit)), with: color)
      }
    }
  }

  /// Bands are seen through, so that two of them can overlap.
  private func drawBand(_ series: Chart.Series) {
    let runs = series.band.split { interval in
      ![interval.lower, interval.upper].allSatisfy { chart.holds(PlanePoint(x: interval.x, y: $0)) }
    }
    for run in runs where run.count > 1 {
      let upper = run.map { frame.point(PlanePoint(x: $0.x, y: $0.upper)) }
      let lower = run.reversed().map { frame.point(PlanePoint(x: $0.x, y: $0.lower)) }
      canvas.fill(
        Path(through: upper + lower, closed: true),
        with: series.hue.color(chart.theme).withOpacity(0.24))
    }
  }

  private func drawMessage(_ message: String) {
    let fitted = metrics.text.fit(
      [message], metrics.headlineFont, width: frame.rectangle.width, lines: 1, smallest: 0.5)
    guard let line = fitted.lines[0].first else { return }
    let width = metrics.text.width(line, fitted.font)
    let center = frame.rectangle.center
    canvas.draw(
      line, at: Point(x: center.x - width / 2, y: center.y), in: fitted.font,
      color: palette.quietInk, isUpright: true)
  }
}
