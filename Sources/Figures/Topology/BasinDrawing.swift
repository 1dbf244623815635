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

  /// Every point has a rectangle in the colour of its basin; between two basins runs a line.
  func draw(_ scale: ColorScale?) {
    let grid = panel.field.grid
    let xs = PlotExtent.edges(of: grid.xs, other: grid.ys).map { frame.x($0).rounded() }
    let ys = PlotExtent.edges(of: grid.ys, other: grid.xs).map { frame.y($0).rounded() }
    var fills: [Int: Path] = [:]
    var absent: [LegendKind: Path] = [:]
    var boundaries = Path()
    let areTooSmall = areBasinsTooSmall
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let point = grid.index(column: column, row: row)
        let cell = Rectangle(
          left: xs[column], top: ys[row + 1], right: xs[column + 1], bottom: ys[row])
        if let owner = panel.owners[point] {
          fills[owner, default: Path()].add(cell)
        } else {
          let kind: LegendKind = panel.field.state(at: point) == .missing ? .missing : .nonfinite
          absent[kind, default: Path()].add(cell)
        }
        guard !areTooSmall else { continue }
        if column > 0, panel.owners[point - 1] != panel.owners[point] {
          boundaries.addLine(
            from: Point(x: cell.x, y: cell.y), to: Point(x: cell.x, y: cell.maxY))
        }
        if row > 0, panel.owners[point - grid.columns] != panel.owners[point] {
          boundaries.addLine(
            from: Point(x: cell.x, y: cell.maxY), to: Point(x: cell.maxX, y: cell.maxY))
        }
      }
    }
    for owner in fills.keys.sorted() {
      guard let path = fills[owner] else { continue }
      canvas.group("basin \(owner + 1)") {
        canvas.fill(path, with: BasinColors.color(rank: panel.basins[owner].rank, palette))
      }
    }
    for kind in [LegendKind.missing, .nonfinite] {
      Hatch(kind, palette).fill(
        absent[kind] ?? Path(), within: frame.rectangle, unit: unit, on: canvas)
    }
    if let scale { drawLines(scale) }
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
