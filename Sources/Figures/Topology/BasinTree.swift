internal import Grids

/// Draws the tree in which a surface's basins meet.
struct BasinTree {
  let panel: BasinFigure.Panel
  let frame: PlotFrame
  let drawing: LayoutDrawing

  private var canvas: any Canvas { drawing.canvas }
  private var palette: Palette { drawing.palette }
  private var unit: Double { drawing.layout.unit }

  /// The basins that are drawn: those with a place on the axis of heights. Where there are more of them than
  /// pixels beside each other, those alone that begin lowest or reach highest in their column of pixels.
  private func shown(_ places: [Double], _ tops: [Double]) -> [Int] {
    let all = panel.basins.indices.filter { frame.extent.y.contains(panel.basins[$0].birth) }
    guard Double(panel.basins.count) > frame.rectangle.width else { return all }
    var lowest: [Int: Int] = [:]
    var highest: [Int: Int] = [:]
    for index in all {
      let column = Int(places[index])
      if lowest[column].map({ panel.basins[index].birth < panel.basins[$0].birth }) ?? true {
        lowest[column] = index
      }
      if highest[column].map({ tops[index] < tops[$0] }) ?? true { highest[column] = index }
    }
    return Set(lowest.values).union(highest.values).sorted()
  }

  /// Each basin is a thick line up from its minimum to the height at which it meets another, and from
  /// there a thin one across to that one's line. One that meets none goes on to the upper edge.
  func draw(showsNumbers: Bool) {
    let places = MergeTreeLayout(panel.basins).places.map { frame.x(Double($0) + 0.5) }
    let tops = panel.basins.map { $0.death.isFinite ? frame.y($0.death) : frame.rectangle.y }
    let shown = shown(places, tops)
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
    drawLeaves(shown, places, showsNumbers: showsNumbers)
  }

  /// Numbers hang below their minima where there is room; otherwise dots of their colour stand for them.
  private func drawLeaves(_ shown: [Int], _ places: [Double], showsNumbers: Bool) {
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
