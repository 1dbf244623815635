internal import Grids

extension SceneFigure {
  /// The figure as boxes: the panels in rows, the colour bar at the right of one of them.
  func composition(_ scale: ColorScale?, _ scenes: [PanelScene]) -> Composition {
    // The labels of the axes need about a fifth of the width and a sixth of the height.
    let aspect = scenes.map { 1.04 * $0.aspect }.max()
    var composition = Composition(
      panels.map {
        PlotBox(
          x: .unlabelled, y: .unlabelled, headline: $0.headline, subtitle: $0.subtitle,
          aspect: aspect)
      }, layout: layout, width: width, height: height)
    composition.showsText = showsText
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    if let scale {
      let rows = 0...composition.rowWeights.count - 1
      let name = Figure.quantityName(quantity, scale, wanted: self.scale)
      composition.sides = [SideBox(rows: rows, content: .bar(scale, quantity: name))]
    }
    composition.legend = LegendBox(
      entries: Legend(
        panels, marks: scenes.flatMap(\.visibleMarks),
        areSomeHidden: scenes.contains { !$0.hiddenMarks.isEmpty },
        showsCenter: scenes.contains { $0.showsCenter }, scale
      ).entries)
    return composition
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
