internal import Grids

/// Draws the tree in which a surface's basins meet.
struct BasinTree {
  let panel: BasinFigure.Panel
  let frame: PlotFrame
  let drawing: LayoutDrawing

  private var canvas: any Canvas { drawing.canvas }
  private var palette: Palette { drawing.palette }
  private var unit: Double { drawing.layout.unit }
  /// The basins with a place on the axis of heights.
  private var shown: [Int] {
    panel.basins.indices.filter { frame.extent.y.contains(panel.basins[$0].birth) }
  }

  /// Each basin is a thick line up from its minimum to the height at which it meets another, and from
  /// there a thin one across to that one's line. One that meets none goes on to the upper edge.
  func draw(showsNumbers: Bool) {
    let places = MergeTreeLayout(panel.basins).places.map { frame.x(Double($0) + 0.5) }
    let tops = panel.basins.map { $0.death.isFinite ? frame.y($0.death) : frame.rectangle.y }
    var across = Path()
    for index in shown {
      guard let survivor = panel.basins[index].survivor else { continue }
      across.addLine(
        from: Point(x: places[index], y: tops[index]),
        to: Point(x: places[survivor], y: tops[index]))
    }
    canvas.stroke(across, with: Stroke(palette.quietInk, width: max(1, 2.2 * unit)))
    canvas.group("branches") {
      for index in shown {
        let basin = panel.basins[index]
        let branch = Path(through: [
          Point(x: places[index], y: frame.y(basin.birth)), Point(x: places[index], y: tops[index]),
        ])
        canvas.stroke(branch, with: Stroke(palette.ink, width: max(2.5, 11 * unit)))
        canvas.stroke(
          branch,
          with: Stroke(BasinColors.color(rank: basin.rank, palette), width: max(1.5, 8 * unit)))
      }
    }
    drawLeaves(places, showsNumbers: showsNumbers)
  }

  /// Numbers hang below their minima where there is room; otherwise dots of their colour stand for them.
  private func drawLeaves(_ places: [Double], showsNumbers: Bool) {
    let marks = MarkDrawing(unit: unit, palette: palette, canvas: canvas)
    let hasRoom = frame.rectangle.width >= Double(places.count) * (2 * marks.radius + 2)
    for index in shown {
      let leaf = Point(x: places[index], y: frame.y(panel.basins[index].birth))
      let below = Point(x: leaf.x, y: leaf.y + marks.radius)
      guard let rank = panel.basins[index].rank else {
        marks.drawDot(leaf)
        continue
      }
      if hasRoom, below.y + marks.radius <= frame.rectangle.maxY {
        marks.drawNumber(showsNumbers ? rank : nil, at: below)
      } else {
        marks.drawPoint(leaf)
      }
    }
  }
}
