internal import Grids
internal import Numerals
internal import RealModule

/// Where everything in a chart stands, computed from measured text before anything is drawn.
///
/// From top to bottom: title, subtitle, legend, plot, labels and name of the horizontal axis,
/// provenance. Lengths are for 1080 lines and scale with the chart.
struct ChartLayout {
  let unit: Double
  let metrics: LayoutMetrics
  /// In whole pixels.
  let plot: Rectangle
  /// The ends of the vertical axis: powers of ten, unless the chart says otherwise.
  let yRange: ClosedRange<Double>
  /// The ends of the horizontal axis.
  let xRange: ClosedRange<Double>
  private let xScale: AxisScale
  private let yScale: AxisScale
  private(set) var texts: [PlacedText] = []
  private(set) var yTicks: [Double] = []
  private(set) var xTicks: [Double] = []
  /// The legend's samples: the number of a series and its place.
  private(set) var samples: [(series: Int, box: Rectangle)] = []

  init(_ chart: Chart, on canvas: any Canvas) {
    let text = TextFitting(canvas: canvas)
    let unit = min(Double(chart.height) / 1080, Double(chart.width) / 1920)
    let metrics = LayoutMetrics(unit: unit, text: text)
    self.unit = unit
    self.metrics = metrics
    yRange = chart.yRange ?? ChartLayout.vertical(chart)
    (xScale, yScale) = (chart.xScale, chart.yScale)
    xRange = ChartLayout.horizontal(chart)
    let margin = 1.6 * metrics.margin
    let inner = Double(chart.width) - 2 * margin

    // From the top.
    func fit(_ string: String?, _ font: Font, lines: Int) -> FittedText? {
      guard let string, !string.isEmpty, inner > 0 else { return nil }
      return text.fit([string], font, width: inner, lines: lines, smallest: 0.7)
    }
    let title = fit(chart.title, Font(size: metrics.titleFont.size, isBold: true), lines: 2)
    let subtitle = fit(chart.subtitle, metrics.subtitleFont, lines: 2)
    let provenance = fit(chart.provenance, metrics.provenanceFont, lines: 2)
    let top = margin
    let subtitleTop = top + metrics.height(of: title, gap: metrics.small)
    let legendTop = subtitleTop + metrics.height(of: subtitle, gap: metrics.large)
    let legendHeight = text.height(metrics.subtitleFont)

    // From the bottom.
    let provenanceTop =
      Double(chart.height) - margin - metrics.height(of: provenance, gap: 0)
    let xNameTop = provenanceTop - metrics.large - metrics.nameHeight

    // The vertical axis.
    let choices = metrics.choices(on: yRange, yScale)
    let widest = choices.joined().map { text.width($0.label, metrics.tickFont) }.max() ?? 0
    let left = (margin + metrics.nameHeight + metrics.large + widest + metrics.tickRoom).rounded()
    let right = Double(chart.width) - margin

    // The horizontal axis.
    let labels = ChartLabels(
      chart, xRange: xRange, width: right - left, metrics: metrics, text: text)
    let plotTop = (legendTop + legendHeight + 1.5 * metrics.large).rounded()
    let plotBottom = (xNameTop - metrics.small - labels.height - metrics.tickRoom).rounded()
    plot = Rectangle(
      left: left, top: plotTop, right: max(left + 1, right), bottom: max(plotTop + 1, plotBottom))

    place(title, center: Double(chart.width) / 2, top: top, isQuiet: false, text)
    place(subtitle, center: Double(chart.width) / 2, top: subtitleTop, isQuiet: true, text)
    place(provenance, center: Double(chart.width) / 2, top: provenanceTop, isQuiet: true, text)
    let xName = text.fit([chart.xLabel], metrics.nameFont, width: plot.width, lines: 1)
    place(xName, center: plot.center.x, top: xNameTop, isQuiet: false, text)
    placeLegend(chart, top: legendTop, text)
    placeVerticalAxis(chart, choices: choices, left: margin, text)
    placeLabels(labels, text)
    if case .categories(let names) = chart.axis { placeValues(chart, count: names.count, text) }
  }

  // MARK: Coordinates

  /// The canvas's x of a number on the horizontal axis.
  func x(_ value: Double) -> Double {
    plot.x + xScale.fraction(of: value, in: xRange) * plot.width
  }

  /// The canvas's y of a number on the vertical axis.
  func y(_ value: Double) -> Double {
    plot.maxY - yScale.fraction(of: value, in: yRange) * plot.height
  }

  /// The bar of a series above a category.
  func bar(series: Int, of count: Int, category: Double, value: Double) -> Rectangle {
    let slot = plot.width / (xRange.upperBound - xRange.lowerBound)
    let group = slot * (slot / Double(count) > 6 ? 0.72 : 0.9)
    let width = group / Double(count)
    let left = x(category) - group / 2 + Double(series) * width
    let gap = width > 12 * unit ? 2 * unit : 0
    return Rectangle(
      left: left + gap, top: min(y(value), plot.maxY),
      right: max(left + gap + 1, left + width - gap),
      bottom: plot.maxY)
  }

  /// The ends that hold all numbers which can be shown: whole decades, at least one, or linear ones
  /// with zero among them.
  private static func vertical(_ chart: Chart) -> ClosedRange<Double> {
    let shown = chart.series.flatMap(\.allPoints).filter(chart.holds).map(\.y)
    guard let least = shown.min(), let most = shown.max() else {
      return chart.yScale == .logarithmic ? 0.1...10 : 0...1
    }
    guard chart.yScale == .logarithmic else {
      let (low, high) = (min(0, least), max(0, most))
      let room = high > low ? 0.06 * (high - low) : 1
      return low - (low < 0 ? room : 0)...high + room
    }
    var low = Double.log10(least).rounded(.down)
    var high = max(low + 1, Double.log10(most).rounded(.up))
    // Room for a mark at the bottom, or the foot of a bar, and for a mark or a number at the top.
    let room = 0.05 * (high - low)
    if Double.log10(least) - low < room { low -= max(1, room.rounded(.up)) }
    if high - Double.log10(most) < room { high += max(1, room.rounded(.up)) }
    return max(Double.pow(10, low), .leastNormalMagnitude)...Double.pow(10, min(high, 308))
  }

  private static func horizontal(_ chart: Chart) -> ClosedRange<Double> {
    switch chart.axis {
    case .categories(let names): return -0.5...Double(max(1, names.count)) - 0.5
    case .numbers, .quantity:
      let xs = chart.series.flatMap(\.allPoints).filter(chart.holds).map(\.x)
      guard let low = xs.min(), let high = xs.max() else {
        return chart.xScale == .logarithmic ? 0.1...10 : 0...1
      }
      if chart.xScale == .logarithmic {
        let factor = high > low ? Double.pow(high / low, 0.03) : 2
        return low / factor...high * factor
      }
      let (first, last) = (chart.xScale.coordinate(of: low), chart.xScale.coordinate(of: high))
      let room = last > first ? 0.04 * (last - first) : 0.5
      return chart.xScale.value(at: first - room)...chart.xScale.value(at: last + room)
    }
  }

  // MARK: Placing

  private mutating func place(
    _ fitted: FittedText?, center: Double, top: Double, isQuiet: Bool, _ text: TextFitting
  ) {
    guard let fitted else { return }
    for (row, line) in fitted.lines[0].enumerated() {
      let extents = text.canvas.extents(of: line, in: fitted.font)
      texts.append(
        PlacedText(
          line, fitted.font, extents, left: center - extents.width / 2,
          top: top + Double(row) * extents.height, isQuiet: isQuiet))
    }
  }

  private mutating func placeLegend(_ chart: Chart, top: Double, _ text: TextFitting) {
    let swatch = metrics.sampleWidth
    let names = text.fit(
      chart.series.map(\.name), metrics.subtitleFont, width: plot.width, lines: 1, smallest: 0.7)
    let gap = 3 * metrics.large
    let widths = names.lines.map { line in
      swatch + metrics.large + text.width(line.first ?? "", names.font)
    }
    let total = widths.reduce(0, +) + gap * Double(max(0, widths.count - 1))
    // Names too many for one row are left out from the end; the title must say what they are.
    var x = max(plot.x, plot.center.x - total / 2)
    for (index, line) in names.lines.enumerated() {
      guard let name = line.first, x + widths[index] <= plot.maxX + 1 else { continue }
      let extents = text.canvas.extents(of: name, in: names.font)
      let height = (0.7 * extents.height).rounded()
      samples.append(
        (
          index,
          Rectangle(
            x: x, y: top + (extents.height - height) / 2, width: swatch, height: height)
        ))
      texts.append(
        PlacedText(
          name, names.font, extents, left: x + swatch + metrics.large, top: top, isQuiet: false))
      x += widths[index] + gap
    }
  }

  private mutating func placeVerticalAxis(
    _ chart: Chart, choices: [[Tick]], left: Double, _ text: TextFitting
  ) {
    let fitting = choices.first { choice in
      zip(choice, choice.dropFirst()).allSatisfy {
        y($0.value) - y($1.value) >= 1.3 * metrics.tickHeight
      }
    }
    for tick in fitting ?? [] {
      yTicks.append(y(tick.value))
      let extents = text.canvas.extents(of: tick.label, in: metrics.tickFont)
      texts.append(
        PlacedText(
          tick.label, metrics.tickFont, extents, left: plot.x - metrics.tickRoom - extents.width,
          top: y(tick.value) - extents.height / 2, isQuiet: false))
    }
    let name = text.fit(
      [chart.yLabel], metrics.nameFont, width: plot.height, lines: 1, smallest: 0.8)
    if let line = name.lines[0].first {
      let extents = text.canvas.extents(of: line, in: name.font)
      texts.append(
        PlacedText(
          upwards: line, name.font, extents, left: left, centerY: plot.center.y, isQuiet: false))
    }
  }

  private mutating func placeLabels(_ labels: ChartLabels, _ text: TextFitting) {
    for label in labels.labels {
      let center = x(label.x)
      xTicks.append(center)
      let extents = text.canvas.extents(of: label.text, in: metrics.tickFont)
      let top = plot.maxY + metrics.tickRoom
      texts.append(
        labels.areUpright
          ? PlacedText(
            label.text, metrics.tickFont, extents, left: center - extents.width / 2, top: top,
            isQuiet: false)
          : PlacedText(
            upwards: label.text, metrics.tickFont, extents, left: center - extents.height / 2,
            centerY: top + extents.width / 2, isQuiet: false))
    }
  }

  /// The numbers above the bars, where there is room for all of them.
  private mutating func placeValues(_ chart: Chart, count: Int, _ text: TextFitting) {
    var placed: [PlacedText] = []
    for (index, series) in chart.series.enumerated() {
      for point in series.points where chart.holds(point) {
        let bar = bar(series: index, of: chart.series.count, category: point.x, value: point.y)
        let label = DecimalNumber(rounding: point.y, digits: 2).shortLabel
        let extents = text.canvas.extents(of: label, in: metrics.lineFont)
        guard extents.width <= 1.15 * bar.width, bar.y - extents.height >= plot.y else { return }
        placed.append(
          PlacedText(
            label, metrics.lineFont, extents, left: bar.center.x - extents.width / 2,
            top: bar.y - extents.height, isQuiet: false))
      }
    }
    texts += placed
  }
}

/// The labels of the horizontal axis: upright where all have room beside each other, else running
/// upwards, as many as do not touch.
private struct ChartLabels {
  let labels: [(x: Double, text: String)]
  let areUpright: Bool
  let height: Double

  init(
    _ chart: Chart, xRange: ClosedRange<Double>, width: Double, metrics: LayoutMetrics,
    text: TextFitting
  ) {
    let scale = width / (xRange.upperBound - xRange.lowerBound)
    switch chart.axis {
    case .numbers:
      let xs = Set(chart.series.flatMap(\.points).map(\.x).filter(chart.xScale.holds)).sorted()
      let places = xs.map { chart.xScale.fraction(of: $0, in: xRange) * width }
      let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
      let own = xs.map { (x: $0, text: Legend.label($0)) }
      let widest = own.map { text.width($0.text, metrics.tickFont) }.max() ?? 0
      labels =
        gaps.allSatisfy { $0 > widest + metrics.small }
        ? own : ChartLabels.round(xRange, chart.xScale, xs, width, metrics)
      areUpright = true
      height = metrics.tickHeight
    case .quantity:
      labels = ChartLabels.round(
        xRange, chart.xScale, [xRange.lowerBound, xRange.upperBound], width, metrics)
      areUpright = true
      height = metrics.tickHeight
    case .categories(let names):
      let widths = names.map { text.width($0, metrics.tickFont) }
      areUpright = (widths.max() ?? 0) + metrics.large <= scale
      let every = areUpright ? 1 : max(1, Int((1.05 * metrics.tickHeight / scale).rounded(.up)))
      labels = names.enumerated().filter { $0.offset % every == 0 }.map {
        (Double($0.offset), $0.element)
      }
      height = areUpright ? metrics.tickHeight : widths.max() ?? 0
    }
  }

  private static func round(
    _ range: ClosedRange<Double>, _ scale: AxisScale, _ xs: [Double], _ width: Double,
    _ metrics: LayoutMetrics
  ) -> [(x: Double, text: String)] {
    let ticks =
      scale == .linear
      ? metrics.ticks(on: range, of: xs, length: width, isHorizontal: true)
      : metrics.choices(on: range, scale).first { choice in
        let places = choice.map { scale.fraction(of: $0.value, in: range) * width }
        let widest = choice.map { metrics.text.width($0.label, metrics.tickFont) }.max() ?? 0
        return zip(places, places.dropFirst()).allSatisfy { $1 - $0 > widest + metrics.large }
      } ?? []
    return ticks.map { ($0.value, $0.label) }
  }
}
