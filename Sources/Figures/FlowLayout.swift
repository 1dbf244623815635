internal import Grids
internal import RealModule

/// The parts of a flow figure around its plots, in the order in which they are given up when the
/// picture is too small to hold them all.
private enum FlowPart: Int, CaseIterable {
  case provenance, subtitles, axisNames, chartTitle, title, headlines, lineNames, tickLabels
}

/// Where everything in a flow figure stands, computed from measured text before anything is drawn.
///
/// From top to bottom: title; headlines and subtitles; matrices, the colour bar at their right;
/// ticks; the chart's title; the chart, the names of its lines at their ends; ticks and the name
/// of the x axis; provenance. Lengths are for 1080 lines and scale with the figure.
struct FlowLayout {
  private(set) var texts: [PlacedText] = []
  private(set) var matrices: [PlacedPlot] = []
  private(set) var bar: PlacedBar?
  private(set) var chart: PlacedPlot?
  /// The strokes that lead from the end of a line to its name.
  private(set) var ends: [(line: Int, from: Point, to: Point)] = []
  let unit: Double

  private let metrics: LayoutMetrics
  private let text: TextFitting
  private let parts: Set<FlowPart>

  /// Lays a figure out with all its parts if the plots remain large enough, or with the first few
  /// given up one after the other until they do.
  init(_ figure: FlowFigure, colorScale: ColorScale?, on canvas: any Canvas) {
    let all = figure.showsText ? FlowPart.allCases : []
    for given in 0..<all.count {
      let layout = FlowLayout(figure, colorScale, Set(all[given...]), canvas)
      if let layout {
        self = layout
        return
      }
    }
    self =
      FlowLayout(figure, colorScale, [], canvas) ?? FlowLayout(without: figure, on: canvas)
  }

  /// A picture too small for any plot.
  private init(without figure: FlowFigure, on canvas: any Canvas) {
    text = TextFitting(canvas: canvas)
    unit = Double(figure.height) / 1080
    metrics = LayoutMetrics(unit: unit, text: text)
    parts = []
  }

  private init?(
    _ figure: FlowFigure, _ scale: ColorScale?, _ parts: Set<FlowPart>, _ canvas: any Canvas
  ) {
    let text = TextFitting(canvas: canvas)
    let unit = min(Double(figure.height) / 1080, Double(figure.width) / 1920)
    let metrics = LayoutMetrics(unit: unit, text: text)
    self.text = text
    self.unit = unit
    self.metrics = metrics
    self.parts = parts
    let (width, height) = (Double(figure.width), Double(figure.height))
    let inner = width - 2 * metrics.margin
    let hasTicks = parts.contains(.tickLabels)
    let yRange = FlowLayout.decades(of: figure.lines)
    let extents = figure.matrices.map { FieldDrawing.extent(of: $0.field.grid, .heatmap) }
    let columns = max(1, figure.matrices.count)

    // Widths, outside in.
    var left = 0.0
    if hasTicks {
      let rows = zip(extents, figure.matrices).map {
        metrics.widestTick(on: $0.y, of: $1.field.grid.ys)
      }
      let values = Ticks.logarithmic(
        Double.pow(10, yRange.lowerBound)...Double.pow(10, yRange.upperBound)
      )
      .joined().map { text.width($0.label, metrics.tickFont) }
      left = (rows + (figure.lines.isEmpty ? [] : values)).max() ?? 0
      left += metrics.tickRoom
    }
    if parts.contains(.axisNames) { left += metrics.nameHeight + metrics.small }
    let sharesRows = Set(extents.map(\.y)).count <= 1
    // The outer labels of neighbouring time axes, and the rows' own labels where they differ.
    let widest = zip(extents, figure.matrices).map {
      metrics.widestTick(on: $0.x, of: $1.field.grid.xs)
    }
    let gap = max(
      44 * unit, hasTicks ? (widest.max() ?? 0) + 2 * metrics.large : 0,
      sharesRows || !hasTicks ? 0 : left + metrics.large)
    let names = parts.contains(.lineNames) && !figure.lines.isEmpty
    let fittedNames = text.fit(
      figure.lines.map(\.name), metrics.subtitleFont, width: 0.15 * width, lines: 3,
      smallest: 0.8)
    let nameWidth =
      fittedNames.lines.joined().map { text.width($0, fittedNames.font) }.max() ?? 0
    let lead = 44 * unit
    var barParts: Set<FigurePart> = [.colorBar]
    if hasTicks { barParts.insert(.tickLabels) }
    if parts.contains(.axisNames) { barParts.insert(.quantity) }
    let right = max(
      scale.map { metrics.barRoom($0, barParts) } ?? 0,
      names ? lead + metrics.small + nameWidth : 0, metrics.margin)
    let matrixWidth = ((inner - left - right - gap * Double(columns - 1)) / Double(columns))
      .rounded(.down)
    let x0 = (metrics.margin + left).rounded()

    // Texts that share those widths.
    func fit(
      _ part: FlowPart, _ texts: [String?], _ font: Font, _ width: Double, smallest: Double
    ) -> FittedText? {
      let texts = texts.map { $0 ?? "" }
      guard parts.contains(part), width > 0, texts.contains(where: { !$0.isEmpty }) else {
        return nil
      }
      return text.fit(texts, font, width: width, lines: 1, smallest: smallest)
    }
    let headlineFont = Font(size: 0.86 * metrics.headlineFont.size, isBold: true)
    let title = fit(.title, [figure.title], metrics.titleFont, inner, smallest: 0.7)
    let headlines = fit(
      .headlines, figure.matrices.map(\.headline), headlineFont, matrixWidth, smallest: 0.6)
    let subtitles = fit(
      .subtitles, figure.matrices.map(\.subtitle), metrics.subtitleFont, matrixWidth,
      smallest: 0.8)
    let chartWidth = Double(columns) * matrixWidth + Double(columns - 1) * gap
    let chartTitle = fit(
      .chartTitle, figure.lines.isEmpty ? [] : [figure.chartTitle],
      Font(size: metrics.subtitleFont.size, isBold: true), chartWidth, smallest: 0.8)
    let xName = fit(.axisNames, [figure.xLabel], metrics.nameFont, chartWidth, smallest: 0.8)
    let provenance = fit(
      .provenance, [figure.provenance], metrics.provenanceFont, inner, smallest: 0.9)

    // Heights, outside in.
    let belowPlot = hasTicks ? metrics.belowTicks + metrics.tickHeight : metrics.tickLength
    var y = metrics.margin + metrics.height(of: title, gap: metrics.large)
    let headlineTop = y
    y += metrics.height(of: headlines, gap: 0)
    let subtitleTop = y
    y += metrics.height(of: subtitles, gap: 0) + metrics.aboveTicks(hasTicks)
    let top = y.rounded()
    var bottom = height - metrics.margin - metrics.height(of: provenance, gap: metrics.small)
    let provenanceTop = bottom + (provenance == nil ? 0 : metrics.small)
    bottom -= metrics.height(of: xName, gap: metrics.small) + belowPlot
    let between =
      belowPlot + metrics.aboveTicks(hasTicks) + metrics.height(of: chartTitle, gap: metrics.small)
    let room = figure.lines.isEmpty ? bottom - top : bottom - top - between
    let matrixHeight = (figure.lines.isEmpty ? room : 0.56 * room).rounded(.down)
    let chartTop = (top + matrixHeight + between).rounded()
    let chartHeight = (bottom - chartTop).rounded(.down)
    let least = parts.isEmpty ? 1 : 0.14 * height
    guard matrixWidth >= (parts.isEmpty ? 1 : 0.5 * inner / Double(columns)),
      matrixHeight >= least, figure.lines.isEmpty || chartHeight >= least
    else { return nil }

    place(title, 0, center: width / 2, top: metrics.margin, isQuiet: false)
    for (index, extent) in extents.enumerated() {
      let rectangle = Rectangle(
        x: (x0 + Double(index) * (matrixWidth + gap)).rounded(), y: top, width: matrixWidth,
        height: matrixHeight)
      place(headlines, index, center: rectangle.center.x, top: headlineTop, isQuiet: false)
      place(subtitles, index, center: rectangle.center.x, top: subtitleTop, isQuiet: true)
      let grid = figure.matrices[index].field.grid
      let ownsRows = index == 0 || !sharesRows
      placePlot(
        PlotFrame(extent: extent, rectangle: rectangle), panel: index,
        xTicks: metrics.ticks(
          on: extent.x, of: grid.xs, length: matrixWidth, isHorizontal: true),
        yTicks: metrics.ticks(
          on: extent.y, of: grid.ys, length: matrixHeight, isHorizontal: false),
        labelsRows: ownsRows, hasTicks: hasTicks)
      if index == 0 { placeName(figure.rowLabel, beside: rectangle) }
    }
    if let scale, let last = matrices.last?.frame.rectangle {
      placeBar(scale, figure.quantity, beside: last, hasTicks: hasTicks)
    }
    if !figure.lines.isEmpty {
      let rectangle = Rectangle(
        x: x0, y: chartTop, width: max(1, chartWidth.rounded(.down)), height: chartHeight)
      let titleTop =
        chartTop - metrics.aboveTicks(hasTicks) - metrics.height(of: chartTitle, gap: 0)
      placeLeft(chartTitle, left: x0, top: titleTop)
      placeChart(figure, yRange, rectangle, hasTicks: hasTicks)
      placeName(figure.lineLabel, beside: rectangle)
      if names { placeNames(fittedNames, figure.lines, lead: lead, last: provenanceTop) }
    }
    place(
      xName, 0, center: x0 + chartWidth / 2, top: bottom + belowPlot + metrics.small,
      isQuiet: false)
    place(provenance, 0, center: width / 2, top: provenanceTop, isQuiet: true)
  }

  /// The parts of a line between numbers that cannot stand on a logarithmic axis.
  static func runs(of line: FlowFigure.Line) -> [[PlanePoint]] {
    line.points.split { !isOnLogarithmicAxis($0.y) || !$0.x.isFinite }.map(Array.init)
  }

  /// The range of all lines and of 1 in decades, moved outwards a little.
  private static func decades(of lines: [FlowFigure.Line]) -> ClosedRange<Double> {
    let shown = lines.flatMap(\.points).map(\.y).filter(isOnLogarithmicAxis).map(Double.log10)
    let (low, high) = (min(0, shown.min() ?? -1), max(0, shown.max() ?? 0))
    let room = max(0.15, 0.06 * (high - low))
    return max(-307, low - room)...min(307, high + room)
  }
}

// MARK: Placing

extension FlowLayout {
  private mutating func place(
    _ fitted: FittedText?, _ index: Int, center: Double, top: Double, isQuiet: Bool
  ) {
    guard let fitted, let line = fitted.lines[index].first else { return }
    let extents = text.canvas.extents(of: line, in: fitted.font)
    texts.append(
      PlacedText(
        line, fitted.font, extents, left: center - extents.width / 2, top: top, isQuiet: isQuiet))
  }

  private mutating func placeLeft(_ fitted: FittedText?, left: Double, top: Double) {
    guard let fitted, let line = fitted.lines[0].first else { return }
    let extents = text.canvas.extents(of: line, in: fitted.font)
    texts.append(
      PlacedText(line, fitted.font, extents, left: left, top: top, isQuiet: false))
  }

  /// The name of a vertical axis at the left edge of the picture.
  private mutating func placeName(_ name: String, beside plot: Rectangle) {
    guard parts.contains(.axisNames) else { return }
    let fitted = text.fit([name], metrics.nameFont, width: plot.height, lines: 1, smallest: 0.8)
    guard let line = fitted.lines[0].first else { return }
    let extents = text.canvas.extents(of: line, in: fitted.font)
    texts.append(
      PlacedText(
        upwards: line, fitted.font, extents, left: metrics.margin, centerY: plot.center.y,
        isQuiet: false))
  }

  private mutating func placePlot(
    _ frame: PlotFrame, panel: Int?, xTicks: [Tick], yTicks: [Tick], labelsRows: Bool,
    hasTicks: Bool
  ) {
    let placed = PlacedPlot(
      panel: panel ?? 0, frame: frame,
      xTicks: xTicks.map { PlacedTick(position: frame.x($0.value), tick: $0) },
      yTicks: yTicks.map { PlacedTick(position: frame.y($0.value), tick: $0) })
    if panel == nil { chart = placed } else { matrices.append(placed) }
    guard hasTicks else { return }
    let plot = frame.rectangle
    for tick in placed.xTicks {
      let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
      texts.append(
        PlacedText(
          tick.tick.label, metrics.tickFont, extents, left: tick.position - extents.width / 2,
          top: plot.maxY + metrics.belowTicks, isQuiet: false))
    }
    guard labelsRows else { return }
    for tick in placed.yTicks {
      let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
      texts.append(
        PlacedText(
          tick.tick.label, metrics.tickFont, extents,
          left: plot.x - metrics.tickRoom - extents.width,
          top: tick.position - extents.height / 2, isQuiet: false))
    }
  }

  private mutating func placeChart(
    _ figure: FlowFigure, _ decades: ClosedRange<Double>, _ rectangle: Rectangle, hasTicks: Bool
  ) {
    let xs = figure.lines.flatMap(\.points).map(\.x).filter(\.isFinite)
    var (low, high) = (xs.min() ?? 0, xs.max() ?? 1)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let frame = PlotFrame(extent: PlotExtent(x: low...high, y: decades), rectangle: rectangle)
    let choices = Ticks.logarithmic(
      Double.pow(10, decades.lowerBound)...Double.pow(10, decades.upperBound)
    )
    .map { choice in
      choice.filter { $0.value > 0 }.map {
        Tick(value: Double.log10($0.value), label: $0.label)
      }
    }
    let yTicks = choices.first { choice in
      zip(choice, choice.dropFirst()).allSatisfy {
        frame.y($0.value) - frame.y($1.value) >= 1.3 * metrics.tickHeight
      }
    }
    placePlot(
      frame, panel: nil,
      xTicks: metrics.ticks(
        on: low...high, of: [low, high], length: rectangle.width, isHorizontal: true),
      yTicks: yTicks ?? [], labelsRows: true, hasTicks: hasTicks)
  }

  private mutating func placeBar(
    _ scale: ColorScale, _ quantity: String, beside plot: Rectangle, hasTicks: Bool
  ) {
    let arrow = (metrics.barWidth * 0.8).rounded()
    let top = plot.y + (scale.clipsAbove ? arrow : 0)
    let bottom = plot.maxY - (scale.clipsBelow ? arrow : 0)
    let rectangle = Rectangle(
      x: (plot.maxX + metrics.barGap).rounded(), y: top, width: metrics.barWidth.rounded(),
      height: max(1, bottom - top))
    let ticks = metrics.barTicks(scale, length: rectangle.height).map {
      PlacedTick(position: rectangle.maxY - $0.position * rectangle.height, tick: $0.tick)
    }
    bar = PlacedBar(rectangle: rectangle, arrow: arrow, ticks: ticks)
    var x = rectangle.maxX + metrics.tickRoom
    if hasTicks {
      for tick in ticks {
        let extents = text.canvas.extents(of: tick.tick.label, in: metrics.tickFont)
        texts.append(
          PlacedText(
            tick.tick.label, metrics.tickFont, extents, left: x,
            top: tick.position - extents.height / 2, isQuiet: false))
      }
      x += ticks.map { text.width($0.tick.label, metrics.tickFont) }.max() ?? 0
    }
    guard parts.contains(.axisNames) else { return }
    let fitted = text.fit([quantity], metrics.nameFont, width: plot.height, lines: 1, smallest: 0.8)
    guard let line = fitted.lines[0].first else { return }
    let extents = text.canvas.extents(of: line, in: fitted.font)
    texts.append(
      PlacedText(
        upwards: line, fitted.font, extents, left: x + metrics.large, centerY: plot.center.y,
        isQuiet: false))
  }

  /// The names of the lines at their right ends, moved apart where they would overlap.
  private mutating func placeNames(
    _ names: FittedText, _ lines: [FlowFigure.Line], lead: Double, last: Double
  ) {
    guard let frame = chart?.frame else { return }
    let plot = frame.rectangle
    let lineHeight = text.height(names.font)
    var labels: [(line: Int, end: Point, height: Double)] = lines.indices.compactMap { index in
      guard let last = FlowLayout.runs(of: lines[index]).last?.last else { return nil }
      return (
        index, frame.point(PlanePoint(x: last.x, y: Double.log10(last.y))),
        Double(names.lines[index].count) * lineHeight
      )
    }
    labels.sort { $0.end.y < $1.end.y }
    // From the top down each name at its line's end or below the one before it; then from the bottom
    // up, so that none hangs below the plot.
    var tops: [Double] = []
    for label in labels {
      let least = tops.last.map { $0 + labels[tops.count - 1].height + metrics.small } ?? plot.y
      tops.append(max(label.end.y - label.height / 2, least))
    }
    var limit = plot.maxY
    for index in labels.indices.reversed() {
      tops[index] = min(tops[index], limit - labels[index].height)
      limit = tops[index] - metrics.small
    }
    // More names than have room beside the plot are left out: the command names the files.
    guard let first = tops.first, first >= plot.y - 1 else { return }
    for (index, label) in labels.enumerated() {
      let center = tops[index] + label.height / 2
      ends.append(
        (
          label.line, Point(x: max(label.end.x, plot.maxX) + metrics.small, y: label.end.y),
          Point(x: plot.maxX + lead - metrics.small, y: center)
        ))
      for (row, name) in names.lines[label.line].enumerated() {
        let extents = text.canvas.extents(of: name, in: names.font)
        texts.append(
          PlacedText(
            name, names.font, extents, left: plot.maxX + lead + metrics.small,
            top: tops[index] + Double(row) * lineHeight, isQuiet: false))
      }
    }
  }
}
