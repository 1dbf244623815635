/// Measures the boxes of a picture and finds the room that remains for its plots.
///
/// Widths come first, since they decide how texts break into lines; the lines decide the heights.
struct BoxLayout {
  let composition: Composition
  let parts: Set<FigurePart>
  let metrics: LayoutMetrics

  private(set) var columns: Lanes
  private(set) var rows: Lanes
  /// The room for the vertical axes that begin at each column.
  private(set) var axisRoom: [Double] = []
  /// Above each plot, from top to bottom.
  private(set) var captions: [[FittedCaption]] = []
  /// Below the horizontal axis of each plot.
  private(set) var xNames: [FittedCaption?] = []
  private(set) var header: [FittedCaption] = []
  private(set) var footer: FittedCaption?
  private(set) var legend: LegendRows?
  private(set) var lineNames = FittedText(lines: [], font: Font(size: 0))
  /// How far captions of the last column reach into the gap before a colour bar beside them.
  private(set) var barShift = 0.0

  var text: TextFitting { metrics.text }
  var hasTicks: Bool { parts.contains(.tickLabels) }
  var margin: Double { composition.marginScale * metrics.margin }
  /// The width between the margins.
  private var inner: Double { composition.width - 2 * margin }

  init(_ composition: Composition, parts: Set<FigurePart>, on canvas: any Canvas) {
    self.composition = composition
    self.parts = parts
    metrics = LayoutMetrics(composition, on: canvas)
    columns = Lanes(
      length: composition.width,
      lanes: Array(repeating: Lanes.Lane(), count: composition.columns))
    rows = Lanes(
      length: composition.height, lanes: composition.rowWeights.map { Lanes.Lane(weight: $0) })
    measureWidths()
    fitTexts()
    measureHeights()
  }

  /// Whether the plots keep a fair share of the picture.
  var plotsAreLargeEnough: Bool {
    let share = min(composition.height, composition.width / Double(composition.columns))
    return min(columns.room / Double(composition.columns), rows.room)
      >= composition.leastPlots * share
      && rows.room >= composition.leastRows * composition.height
  }

  // MARK: Widths

  private mutating func measureWidths() {
    let plots = composition.plots
    columns.head = margin
    columns.foot = margin
    var widest = 0.0
    for column in columns.lanes.indices {
      let own = plots.filter { $0.columns.lowerBound == column }
      axisRoom.append(own.map { room(of: $0.y) }.max() ?? 0)
      let overhang =
        hasTicks
        ? plots.filter { $0.columns.contains(column) }.map { $0.x.overhang(metrics) }.max() ?? 0
        : 0
      columns.lanes[column].before = max(axisRoom[column], overhang)
      columns.lanes[column].after = overhang
      widest = max(widest, overhang)
    }
    columns.gap = max(44 * metrics.unit - 2 * widest, 2 * metrics.large)
    lineNames = fittedLineNames()
    let last = columns.lanes.count - 1
    columns.lanes[last].after = composition.sides.reduce(columns.lanes[last].after) {
      max($0, room(of: $1))
    }
  }

  private func room(of axis: PlotAxis) -> Double {
    let labels = hasTicks && axis.showsLabels
    let name = parts.contains(.axisNames) && axis.showsName
    return (labels ? axis.widestLabel(metrics) + metrics.tickRoom : 0)
      + (name ? metrics.nameHeight + metrics.large : 0)
  }

  private func room(of side: SideBox) -> Double {
    switch side.content {
    case .bar(let scale, _):
      guard parts.contains(.colorBar) else { return 0 }
      return metrics.barGap + metrics.barWidth
        + (hasTicks ? metrics.tickRoom + PlotAxis(colorBar: scale).widestLabel(metrics) : 0)
        + (parts.contains(.quantity) ? metrics.large + metrics.nameHeight : 0)
    case .names:
      let widest = lineNames.lines.joined().map { text.width($0, lineNames.font) }.max()
      return widest.map { metrics.lead + metrics.small + $0 } ?? 0
    }
  }

  private func fittedLineNames() -> FittedText {
    let names = composition.sides.flatMap { side -> [String] in
      guard case .names(let ends) = side.content else { return [] }
      return ends.map(\.name)
    }
    guard parts.contains(.seriesNames), !names.isEmpty else { return lineNames }
    return text.fit(
      names, metrics.subtitleFont, width: 0.15 * composition.width, lines: 3, smallest: 0.8)
  }

  // MARK: Texts

  private mutating func fitTexts() {
    let plots = composition.plots
    captions = Array(repeating: [], count: plots.count)
    let all = plots.indices.flatMap { plot in plots[plot].captions.map { (plot, $0) } }
    // Captions of neighbours keep apart.
    let fitted = fit(
      all.map { ($0.1, columns.share(of: plots[$0.0].columns) - 1.5 * metrics.large) })
    for (place, caption) in zip(all, fitted) {
      if let caption { captions[place.0].append(caption) }
    }
    xNames = fittedNames(plots)
    header = fit(composition.header.map { ($0, inner) }).compactMap { $0 }
    footer = composition.footer.flatMap { fit([($0, inner)])[0] }
    if let box = composition.legend, parts.contains(box.part), !box.entries.isEmpty, inner > 0 {
      legend = LegendRows(box, metrics: metrics, width: inner)
    }
  }

  /// The names of horizontal axes: all in the longest form in which none loses letters.
  private func fittedNames(_ plots: [PlotBox]) -> [FittedCaption?] {
    let forms = plots.map { AxisNames.forms(of: $0.x.showsName ? $0.x.name : "") }
    let stages = (0..<(forms.map(\.count).max() ?? 1)).lazy.map { stage in
      fit(
        zip(plots, forms).map { plot, forms in
          (
            Caption(forms[min(stage, forms.count - 1)], .axisName),
            columns.share(of: plot.columns)
          )
        })
    }
    let whole = stages.first { names in
      names.allSatisfy { $0?.lines.allSatisfy { $0.last != "…" } ?? true }
    }
    return whole ?? stages.first ?? []
  }

  /// Fits captions into their widths, those of one style in one size; nil for those that have no part
  /// in the picture.
  private func fit(_ captions: [(caption: Caption, width: Double)]) -> [FittedCaption?] {
    var fitted: [FittedCaption?] = Array(repeating: nil, count: captions.count)
    for style in Set(captions.map(\.caption.style)) {
      let members = captions.indices.filter { captions[$0].caption.style == style }
      let width = members.map { captions[$0].width }.min() ?? 0
      let texts = members.map { captions[$0].caption.text }
      guard parts.contains(style.part), width > 0, texts.contains(where: { !$0.isEmpty }) else {
        continue
      }
      let result = text.fit(
        texts, metrics.font(style), width: width, lines: style.lines, smallest: style.smallest)
      for (member, lines) in zip(members, result.lines) {
        fitted[member] = FittedCaption(lines: lines, font: result.font, style: style)
      }
    }
    return fitted
  }

  func height(of caption: FittedCaption?) -> Double {
    caption.map { Double($0.lines.count) * text.height($0.font) } ?? 0
  }

  func width(of caption: FittedCaption) -> Double {
    caption.lines.map { text.width($0, caption.font) }.max() ?? 0
  }

  // MARK: Heights

  private mutating func measureHeights() {
    let plots = composition.plots
    rows.head = margin + header.reduce(0) { $0 + height(of: $1) }
    if !header.isEmpty { rows.head += metrics.large }
    rows.foot = margin
    if let footer { rows.foot += height(of: footer) + metrics.large }
    if let legend {
      if legend.standsAbove {
        rows.head += legend.height + metrics.small
      } else {
        rows.foot += legend.height + metrics.large
      }
    }
    for row in rows.lanes.indices {
      let own = plots.indices.filter { plots[$0].row == row }
      rows.lanes[row].before =
        captionHeights(row).reduce(0) { $0 + $1.height } + metrics.aboveTicks(hasTicks)
      rows.lanes[row].after =
        max(
          own.map { belowTicks($0) + nameHeight($0) }.max() ?? metrics.tickLength,
          hasTicks && composition.sides.contains { $0.rows.upperBound == row }
            ? metrics.belowTicks : 0)
    }
  }

  /// The styles of the captions above a row of plots, from top to bottom, each with the height of the
  /// tallest.
  func captionHeights(_ row: Int) -> [(style: TextStyle, height: Double)] {
    var heights: [(style: TextStyle, height: Double)] = []
    for plot in composition.plots.indices where composition.plots[plot].row == row {
      for caption in captions[plot] {
        let height = height(of: caption)
        if let index = heights.firstIndex(where: { $0.style == caption.style }) {
          heights[index].height = max(heights[index].height, height)
        } else {
          heights.append((caption.style, height))
        }
      }
    }
    return heights
  }

  /// From the lower edge of a plot to below the labels of its horizontal axis.
  func belowTicks(_ plot: Int) -> Double {
    let box = composition.plots[plot]
    guard hasTicks else { return metrics.tickLength }
    guard box.x.showsLabels else { return metrics.belowTicks + metrics.small }
    return metrics.belowTicks + box.x.labelHeight(columns.share(of: box.columns), metrics)
  }

  private func nameHeight(_ plot: Int) -> Double {
    xNames[plot].map { height(of: $0) + metrics.small } ?? 0
  }

  // MARK: Plots that keep their shape

  /// The sizes of the plots. Units of both axes are equally long where a plot keeps its shape, unless
  /// one axis would then get less than a quarter of the other's length.
  func plotSizes() -> [(width: Double, height: Double)] {
    composition.plots.map { plot in
      let room = (
        width: max(1, columns.core(of: plot.columns)), height: max(1, rows.core(plot.row))
      )
      guard let wanted = plot.aspect else {
        return (max(1, room.width.rounded(.down)), max(1, room.height.rounded(.down)))
      }
      let aspect = wanted.isFinite ? min(max(wanted, 0.25), 4) : 1
      let width = min(room.width, room.height * aspect)
      return (max(1, width.rounded(.down)), max(1, (width / aspect).rounded(.down)))
    }
  }

  /// The lanes closed in on plots that keep their shape. A caption that is wider than its plot then
  /// pushes the neighbours away.
  func limited(to sizes: [(width: Double, height: Double)]) -> BoxLayout {
    guard composition.plots.allSatisfy({ $0.aspect != nil && $0.columns.count == 1 }) else {
      return self
    }
    var limited = self
    for column in columns.lanes.indices {
      let own = composition.plots.indices.filter {
        composition.plots[$0].columns.lowerBound == column
      }
      guard let width = own.map({ sizes[$0].width }).max() else { continue }
      let texts = own.flatMap { captions[$0] + [xNames[$0]].compactMap { $0 } }
      let overhang =
        ((texts.map { self.width(of: $0) }.max() ?? 0) - width) / 2 + 0.75 * metrics.large
      limited.columns.lanes[column].most = width
      limited.columns.lanes[column].before = max(columns.lanes[column].before, overhang)
      limited.columns.lanes[column].after = max(columns.lanes[column].after, overhang)
      if column == columns.lanes.count - 1, composition.sides.contains(where: \.isBesideCaptions) {
        limited.barShift = max(0, overhang + metrics.large - metrics.barGap)
        limited.columns.lanes[column].after = columns.lanes[column].after + limited.barShift
      }
    }
    for row in rows.lanes.indices {
      let heights = composition.plots.indices.filter { composition.plots[$0].row == row }
        .map { sizes[$0].height }
      limited.rows.lanes[row].most = heights.max() ?? .infinity
    }
    return limited
  }
}
