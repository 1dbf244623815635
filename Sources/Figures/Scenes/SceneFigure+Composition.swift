internal import Grids

extension SceneFigure {
  /// The figure as boxes: the panels in rows, the colour bar at the right of one of them.
  func composition(_ scale: ColorScale?, _ scenes: [PanelScene]) -> Composition {
    let columns = self.columns.map { min(max(1, $0), max(1, panels.count)) } ?? bestColumns
    let rows = max(1, (panels.count + columns - 1) / columns)
    var composition = Composition(
      width: width, height: height,
      fullWidth: columns == 1 ? 1300 : columns == 2 ? 1800 : 640 * Double(columns))
    composition.showsText = showsText
    composition.columns = columns
    composition.rowWeights = Array(repeating: 1, count: rows)
    // Rows of captions leave less to each plot, but plots must not become stamps.
    composition.leastPlots = rows == 1 ? 0.5 : 0.4
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    // The labels of the axes need about a fifth of the width and a sixth of the height.
    let aspect = scenes.map { 1.04 * $0.aspect }.max()
    composition.plots = panels.indices.map { index in
      let column = index % columns
      return PlotBox(
        row: index / columns, columns: column..<column + 1, x: .unlabelled, y: .unlabelled,
        captions: [
          Caption(panels[index].headline, rows == 1 && columns <= 2 ? .headline : .smallHeadline),
          Caption(panels[index].subtitle, .subtitle),
        ].compactMap { $0 }, aspect: aspect)
    }
    if let scale {
      // Only the last row may lack panels at its end.
      let row = rows == 1 ? 0 : (rows - 1) / 2
      let name = Figure.quantityName(quantity, scale, wanted: self.scale)
      composition.sides = [SideBox(row: row, content: .bar(scale, quantity: name))]
    }
    composition.legend = LegendBox(
      entries: Legend(
        panels, marks: scenes.flatMap(\.visibleMarks),
        areSomeHidden: scenes.contains { !$0.hiddenMarks.isEmpty },
        showsCenter: scenes.contains { $0.showsCenter }, scale
      ).entries)
    return composition
  }

  /// The number of columns that leaves the widest panels about one and a quarter times as wide as high.
  private var bestColumns: Int {
    let shape = Double(max(1, width)) / Double(max(1, height))
    let size = { (columns: Int) -> Double in
      let rows = (panels.count + columns - 1) / columns
      return min(shape / Double(columns) / 1.25, 1 / Double(rows))
    }
    return (1...max(1, panels.count)).max { size($0) < size($1) } ?? 1
  }
}

extension PlotAxis {
  /// An axis of which nothing is written beside the plot.
  fileprivate static var unlabelled: PlotAxis {
    var axis = PlotAxis("", 0...1, labels: .choices([]))
    (axis.showsLabels, axis.showsName) = (false, false)
    return axis
  }
}
