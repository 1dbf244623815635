internal import Grids

/// Draws one surface into its frame.
struct FieldDrawing {
  let field: ScalarField
  let style: ContourStyle
  let frame: PlotFrame
  let colors: ValueColors
  let palette: Palette
  let unit: Double
  let canvas: any Canvas
  /// Whether lines would run into each other all over the plot. Colours then stand alone.
  private let isCrowded: Bool

  init(
    field: ScalarField, style: ContourStyle, frame: PlotFrame, colors: ValueColors,
    palette: Palette, unit: Double, canvas: any Canvas
  ) {
    self.field = field
    self.style = style
    self.frame = frame
    self.colors = colors
    self.palette = palette
    self.unit = unit
    self.canvas = canvas
    isCrowded =
      !FieldDrawing.isCellwise(field.grid, style)
      && ContourDensity.isCrowded(
        colors.scale.units(of: field), levels: colors.scale.levels, in: frame.rectangle)
  }

  /// The part of the plane that a style shows of a grid.
  static func extent(of grid: Grid, _ style: ContourStyle) -> PlotExtent {
    PlotExtent(grid, isCellwise: isCellwise(grid, style))
  }

  /// Whether every point gets a rectangle: in a heat map, and where there are no cells between
  /// points because the grid has one row or column.
  static func isCellwise(_ grid: Grid, _ style: ContourStyle) -> Bool {
    style == .heatmap || grid.columns == 1 || grid.rows == 1
  }

  /// What the plot has to say of its lines: that they lie closer together than a picture can show.
  var message: PanelMessage? { isCrowded ? .crowdedLines : nil }

  func draw() {
    if FieldDrawing.isCellwise(field.grid, style) || isCrowded && style != .relief {
      drawPoints()
    } else {
      drawContours()
    }
  }

  // MARK: A rectangle per point

  private func drawPoints() {
    // The rectangles of a large grid are not all held at once.
    PointTiles(field.grid, in: frame).collect(
      atMost: 100_000, by: pointFill, draw: { draw($0) })
  }

  private func draw(_ fills: [PointFill: Path]) {
    for step in 0...PointFill.steps {
      guard let path = fills[.color(step)] else { continue }
      canvas.tile(path, with: color(of: step))
    }
    for kind in [LegendKind.below, .above, .missing, .nonfinite] {
      hatch(fills[.hatch(kind)] ?? Path(), kind)
    }
  }

  /// What a point's rectangle is filled with; colours in more steps than can be told apart.
  private enum PointFill: Hashable {
    case color(Int)
    case hatch(LegendKind)
    static let steps = 511
  }

  /// Whether points take the colour of the band between two lines, as the colour bar shows it.
  private var hasBands: Bool { style == .filled || style == .contour }

  private func step(at position: Double, units: Double) -> Int {
    guard hasBands else {
      return Int((min(max(position, 0), 1) * Double(PointFill.steps)).rounded())
    }
    return colors.scale.levels.firstIndex { units < $0 } ?? colors.scale.levels.count
  }

  private func color(of step: Int) -> Color {
    hasBands
      ? colors.band(step) : colors.color(at: Double(step) / Double(PointFill.steps))
  }

  private func pointFill(_ index: Int) -> PointFill {
    switch field.state(at: index) {
    case .missing: return .hatch(.missing)
    case .nonfinite: return .hatch(.nonfinite)
    case .finite:
      let scale = colors.scale
      let units = scale.units(field.values[index])
      let position = scale.position(ofUnits: units)
      // The same allowance as for `clipsAbove`.
      if position > 1 + 1e-9 { return .hatch(.above) }
      if position < -1e-9 { return .hatch(.below) }
      return .color(step(at: position, units: units))
    }
  }

  // MARK: Contours

  private func drawContours() {
    let tracer = ContourTracer(colors.scale.units(of: field))
    drawLeftOutCells(tracer)
    let range = colors.scale.unitRange
    let levels = colors.scale.levels
    if style == .relief {
      canvas.draw(Relief(field, in: frame, colors: colors).image, in: frame.rectangle)
    } else if style == .filled {
      fill(tracer.region(atOrAbove: -.infinity), with: colors.band(0))
      for (index, level) in levels.enumerated() {
        fill(tracer.region(atOrAbove: level), with: colors.band(index + 1))
      }
    }
    if colors.scale.clipsBelow {
      // The region below is that of the negative field at or above the negative level.
      let below = ContourTracer(tracer.field.map { -$0 })
      hatch(path(below.region(atOrAbove: -range.lowerBound)), .below)
    }
    if colors.scale.clipsAbove {
      hatch(path(tracer.region(atOrAbove: range.upperBound)), .above)
    }
    for (level, isMajor) in zip(levels, colors.scale.isMajor) where !isCrowded {
      stroke(tracer.lines(at: level), level: level, isMajor: isMajor)
    }
  }

  /// Writes the values of round lines onto them: of the heavier ones, and on a logarithmic scale of 2
  /// and 5 in each decade.
  func drawLineLabels(avoiding obstacles: [Rectangle]) {
    guard !FieldDrawing.isCellwise(field.grid, style), !isCrowded else { return }
    let scale = colors.scale
    let tracer = ContourTracer(scale.units(of: field))
    let font = LayoutMetrics(unit: unit, text: TextFitting(canvas: canvas)).lineFont
    let levels = scale.levels.indices.map { index in
      let level = scale.levels[index]
      return (level: level, text: scale.text(index), lines: tracer.lines(at: level))
    }
    LineLabels(levels, in: frame, avoiding: obstacles, font: font, canvas: canvas)
      .draw(colors, palette: palette, font: font, on: canvas)
  }

  private func stroke(_ lines: [ContourLine], level: Double, isMajor: Bool) {
    guard !lines.isEmpty else { return }
    var path = Path()
    for line in lines {
      path.add(line.points.lazy.map { frame.point($0) }, closed: line.isClosed)
    }
    canvas.stroke(path, with: colors.line(at: level, isMajor: isMajor, style: style, unit: unit))
  }

  private func fill(_ region: ContourRegion, with color: Color) {
    guard !region.rings.isEmpty else { return }
    canvas.fill(path(region), with: color)
  }

  private func path(_ region: ContourRegion) -> Path {
    var path = Path()
    for ring in region.rings { path.add(ring.lazy.map { frame.point($0) }, closed: true) }
    return path
  }

  /// Cells that touch a point without a number: hatched as not finite if one of the corners is,
  /// as missing otherwise.
  private func drawLeftOutCells(_ tracer: ContourTracer) {
    let grid = field.grid
    let xs = grid.xs.map { frame.x($0).rounded() }
    let ys = grid.ys.map { frame.y($0).rounded() }
    var paths: [LegendKind: Path] = [:]
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) where !tracer.isValid(column: column, row: row) {
        let southWest = grid.index(column: column, row: row)
        let corners = [
          southWest, southWest + 1, southWest + grid.columns, southWest + grid.columns + 1,
        ]
        let isNonfinite = corners.contains { field.state(at: $0) == .nonfinite }
        paths[isNonfinite ? .nonfinite : .missing, default: Path()].add(
          Rectangle(left: xs[column], top: ys[row + 1], right: xs[column + 1], bottom: ys[row]))
      }
    }
    for kind in [LegendKind.missing, .nonfinite] { hatch(paths[kind] ?? Path(), kind) }
  }

  private func hatch(_ path: Path, _ kind: LegendKind) {
    Hatch(kind, palette).fill(path, within: frame.rectangle, unit: unit, on: canvas)
  }
}
