internal import Grids

/// Measures a figure's parts, finds the room that remains for the plots, and places everything.
///
/// From top to bottom: title; headlines and subtitles; plots with the colour bar at their right;
/// ticks and names of the x axes; legend; provenance. All lengths below are for 1080 lines and
/// scale with the figure, but no text gets smaller than 9 pixels.
struct LayoutBuilder {
  let figure: Figure
  let scale: ColorScale?
  let parts: Set<FigurePart>
  let text: TextFitting
  let unit: Double
  let metrics: LayoutMetrics

  let extents: [PlotExtent]
  /// Whether the panels after the first can do without their own y ticks and name.
  let sharesY: Bool

  let title: FittedText?
  let headlines: FittedText?
  let subtitles: FittedText?
  let xNames: FittedText?
  let provenance: FittedText?
  let legend: LegendRows?

  /// The room for one plot; negative where the rest alone is too large.
  let room: (width: Double, height: Double)
  /// The room left of each plot, for its y axis.
  let left: [Double]
  /// How far the outer labels of an x axis may reach beyond a plot.
  let overhang: Double
  /// From the last plot to the right end of the colour bar's labels.
  let barRoom: Double

  init(_ figure: Figure, _ scale: ColorScale?, parts: Set<FigurePart>, _ canvas: any Canvas) {
    let text = TextFitting(canvas: canvas)
    let (width, height) = (Double(figure.width), Double(figure.height))
    let columns = max(1, figure.panels.count)
    let unit = min(height / 1080, width / (columns == 1 ? 1300 : 900 * Double(columns)))
    let metrics = LayoutMetrics(unit: unit, text: text)
    self.figure = figure
    self.scale = scale
    self.parts = parts
    self.text = text
    self.unit = unit
    self.metrics = metrics

    let extents = figure.panels.map { FieldDrawing.extent(of: $0.field.grid, figure.style) }
    self.extents = extents
    let sharesY =
      Set(figure.panels.map(\.yLabel)).count <= 1
      && Set(extents.map { [$0.y.lowerBound, $0.y.upperBound, $0.aspect] }).count <= 1
    self.sharesY = sharesY

    // Widths, outside in.
    let hasTicks = parts.contains(.tickLabels)
    left = extents.enumerated().map { index, extent in
      guard index == 0 || !sharesY else { return 0 }
      let ys = figure.panels[index].field.grid.ys
      let labels = hasTicks ? metrics.widestTick(on: extent.y, of: ys) + metrics.tickRoom : 0
      return labels + (parts.contains(.axisNames) ? metrics.nameHeight + metrics.small : 0)
    }
    let overhang = hasTicks ? metrics.overhang(figure.panels, extents) : 0
    self.overhang = overhang
    barRoom = max(overhang, scale.map { metrics.barRoom($0, parts) } ?? 0)
    let gaps = Double(columns - 1) * metrics.columnGap(overhang: overhang)
    let inner = width - 2 * metrics.margin
    let plotWidth = (inner - left.reduce(0, +) - gaps - barRoom) / Double(columns)

    // Texts that share those widths.
    func fit(
      _ part: FigurePart, _ texts: [String?], _ font: Font, _ width: Double, _ lines: Int,
      smallest: Double
    ) -> FittedText? {
      let texts = texts.map { $0 ?? "" }
      guard parts.contains(part), width > 0, texts.contains(where: { !$0.isEmpty }) else {
        return nil
      }
      return text.fit(texts, font, width: width, lines: lines, smallest: smallest)
    }
    title = fit(.title, [figure.title], metrics.titleFont, inner, 2, smallest: 0.7)
    headlines = fit(
      .headlines, figure.panels.map(\.headline), metrics.headlineFont, plotWidth, 2,
      smallest: 0.7)
    subtitles = fit(
      .subtitles, figure.panels.map(\.subtitle), metrics.subtitleFont, plotWidth, 2,
      smallest: 0.8)
    xNames = fit(
      .axisNames, figure.panels.map(\.xLabel), metrics.nameFont, plotWidth, 2, smallest: 0.8)
    provenance = fit(
      .provenance, [figure.provenance], metrics.provenanceFont, inner, 2, smallest: 1)
    let entries = parts.contains(.legend) ? Legend(figure, scale).entries : []
    legend =
      entries.isEmpty || inner <= 0
      ? nil : LegendRows(entries, metrics: metrics, text: text, width: inner)

    // Heights, outside in.
    var fixed = 2 * metrics.margin + metrics.aboveTicks(hasTicks)
    fixed += metrics.height(of: title, gap: metrics.large)
    fixed += metrics.height(of: headlines, gap: 0) + metrics.height(of: subtitles, gap: 0)
    fixed += hasTicks ? metrics.belowTicks + metrics.tickHeight : metrics.tickLength
    fixed += metrics.height(of: xNames, gap: metrics.small)
    fixed += metrics.height(of: provenance, gap: metrics.large)
    fixed += legend.map { $0.height + metrics.large } ?? 0
    room = (plotWidth, height - fixed)
  }

  /// Whether the plots keep a fair share of the figure.
  var plotsAreLargeEnough: Bool {
    let share = min(
      Double(figure.height), Double(figure.width) / Double(max(1, figure.panels.count)))
    return min(room.width, room.height) >= 0.55 * share
  }

  /// The sizes of the plots: units of both axes equally long, unless one axis would then get less
  /// than a quarter of the other's length.
  var plotSizes: [(width: Double, height: Double)] {
    extents.map { extent in
      let aspect = extent.aspect.isFinite ? min(max(extent.aspect, 0.25), 4) : 1
      let width = min(max(1, room.width), max(1, room.height) * aspect)
      return (max(1, width.rounded(.down)), max(1, (width / aspect).rounded(.down)))
    }
  }
}
