internal import Grids

extension BasinFigure {
  /// Lays the figure out for a canvas of its size and draws it. Parts for which a small picture has
  /// no room are left out.
  public func draw(on canvas: any Canvas) {
    let layout = Layout(composition, on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, canvas: canvas)
    let scale = contourScale
    let count = panels.count
    drawing.draw(named: {
      $0.index < count ? "map \($0.index + 1)" : "tree \($0.index - count + 1)"
    }) { plot in
      let panel = panels[plot.index % count]
      if plot.index < count {
        let map = BasinMap(panel: panel, frame: plot.frame, drawing: drawing)
        canvas.clip(to: Path(plot.frame.rectangle)) { map.draw(scale) }
        drawing.drawAxes(plot)
        map.drawMarks(showsNumbers: showsText)
      } else {
        drawing.drawRules(plot)
        BasinTree(panel: panel, frame: plot.frame, drawing: drawing).draw(showsNumbers: showsText)
        drawing.drawAxes(plot)
      }
    }
  }
}

/// Draws the map of a surface's basins.
private struct BasinMap {
  let panel: BasinFigure.Panel
  let frame: PlotFrame
  let drawing: LayoutDrawing

  private var canvas: any Canvas { drawing.canvas }
  private var palette: Palette { drawing.palette }
  private var unit: Double { drawing.layout.unit }

  /// What a point's rectangle is filled with.
  private enum Fill: Hashable {
    /// The colour of a basin, by its number.
    case basin(Int)
    /// The colour of all basins of a rank.
    case rank(Int?)
    /// None.
    case absent(LegendKind)
  }

  /// Every point has a rectangle in the colour of its basin; between two basins runs a line, unless the
  /// lines would leave none of the colours.
  func draw(_ scale: ColorScale?) {
    let tiles = PointTiles(panel.field.grid, in: frame)
    if areBasinsTooSmall {
      let ranks = panel.basins.map { BasinColors.rank(likeThatOf: $0.rank) }
      tiles.collect(atMost: 100_000, by: { fill($0) { .rank(ranks[$0]) } }, draw: draw)
    } else {
      tiles.collect(by: { fill($0) { .basin($0) } }, draw: draw)
    }
    if let scale { drawLines(scale) }
    if !areBasinsTooSmall { drawBoundaries(tiles) }
  }

  private func fill(_ point: Int, _ basin: (Int) -> Fill) -> Fill {
    if let owner = panel.owners[point] { return basin(owner) }
    return .absent(panel.field.state(at: point) == .missing ? .missing : .nonfinite)
  }

  private func draw(_ fills: [Fill: Path]) {
    for owner in panel.basins.indices {
      guard let path = fills[.basin(owner)] else { continue }
      canvas.group("basin \(owner + 1)") {
        canvas.fill(path, with: BasinColors.color(rank: panel.basins[owner].rank, palette))
      }
    }
    for rank in BasinColors.ranks {
      guard let path = fills[.rank(rank)] else { continue }
      canvas.tile(path, with: BasinColors.color(rank: rank, palette))
    }
    for kind in [LegendKind.missing, .nonfinite] {
      Hatch(kind, palette).fill(
        fills[.absent(kind)] ?? Path(), within: frame.rectangle, unit: unit, on: canvas)
    }
  }

  private func drawBoundaries(_ tiles: PointTiles) {
    let grid = panel.field.grid
    let (xs, ys) = (tiles.xs, tiles.ys)
    var boundaries = Path()
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let point = grid.index(column: column, row: row)
        if column > 0, panel.owners[point - 1] != panel.owners[point] {
          boundaries.addLine(
            from: Point(x: xs[column], y: ys[row + 1]), to: Point(x: xs[column], y: ys[row]))
        }
        if row > 0, panel.owners[point - grid.columns] != panel.owners[point] {
          boundaries.addLine(
            from: Point(x: xs[column], y: ys[row]), to: Point(x: xs[column + 1], y: ys[row]))
        }
      }
    }
    canvas.stroke(boundaries, with: Stroke(Color(hex: 0x14181D), width: max(1.2, 3 * unit)))
  }

  /// Whether a basin has so few pixels that lines around them would leave none of its colour.
  private var areBasinsTooSmall: Bool {
    frame.rectangle.width * frame.rectangle.height < 25 * Double(panel.basins.count)
  }

  private func drawLines(_ scale: ColorScale) {
    let units = scale.units(of: panel.field)
    guard !ContourDensity.isCrowded(units, levels: scale.levels, in: frame.rectangle) else {
      return
    }
    let tracer = ContourTracer(units)
    var lines = Path()
    for level in scale.levels {
      for line in tracer.lines(at: level) {
        lines.add(line.points.lazy.map { frame.point($0) }, closed: line.isClosed)
      }
    }
    canvas.stroke(lines, with: LayoutDrawing.contourStroke(unit))
  }

  func drawMarks(showsNumbers: Bool) {
    let marks = MarkDrawing(unit: unit, palette: palette, canvas: canvas)
    let minima = panel.basins.map { MinimumMark(x: $0.x, y: $0.y, rank: $0.rank) }
    marks.draw(
      MarkPlacement(minima, in: frame, radius: marks.radius), showsNumbers: showsNumbers)
  }
}
