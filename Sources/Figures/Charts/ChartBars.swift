internal import Grids
internal import Numerals

/// The bars of a chart over names, in their places.
struct ChartBars {
  private let chart: Chart
  private let frame: PlotFrame
  private let unit: Double

  /// Nil for a chart over numbers.
  init?(_ chart: Chart, in frame: PlotFrame, unit: Double) {
    guard case .categories = chart.axis else { return nil }
    self.chart = chart
    self.frame = frame
    self.unit = unit
  }

  /// The bars of a series, with the numbers that they show.
  func rectangles(of series: Int) -> [(bar: Rectangle, value: Double)] {
    chart.series[series].points.filter(chart.holds).map { (bar($0, of: series), $0.y) }
  }

  private func bar(_ point: PlanePoint, of series: Int) -> Rectangle {
    let (plot, range) = (frame.rectangle, frame.extent.x)
    let count = Double(chart.series.count)
    let slot = plot.width / (range.upperBound - range.lowerBound)
    let group = slot * (slot / count > 6 ? 0.72 : 0.9)
    let width = group / count
    let left = frame.x(point.x) - group / 2 + Double(series) * width
    let gap = width > 12 * unit ? 2 * unit : 0
    return Rectangle(
      left: left + gap, top: min(frame.y(point.y), plot.maxY),
      right: max(left + gap + 1, left + width - gap), bottom: plot.maxY)
  }

  /// The numbers above the bars; none where there is no room for all of them.
  func values(_ metrics: LayoutMetrics) -> [PlacedText] {
    var placed: [PlacedText] = []
    for series in chart.series.indices {
      for (bar, value) in rectangles(of: series) {
        let label = DecimalNumber(rounding: value, digits: 2).shortLabel
        let extents = metrics.text.canvas.extents(of: label, in: metrics.lineFont)
        guard extents.width <= 1.15 * bar.width, bar.y - extents.height >= frame.rectangle.y else {
          return []
        }
        let box = Rectangle(
          x: bar.center.x - extents.width / 2, y: bar.y - extents.height, width: extents.width,
          height: extents.height)
        guard !placed.contains(where: { $0.box.overlaps(box) }) else { return [] }
        placed.append(
          PlacedText(
            label, metrics.lineFont, extents, left: bar.center.x - extents.width / 2,
            top: bar.y - extents.height, isQuiet: false))
      }
    }
    return placed
  }
}
