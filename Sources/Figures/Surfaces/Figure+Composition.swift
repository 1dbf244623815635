internal import Grids

extension Figure {
  /// The figure as boxes: the panels in rows and columns, equal units of both axes equally long, the
  /// colour bar at their right.
  package func composition(_ scale: ColorScale?) -> Composition {
    let maps = panels.map { panel in
      PlotBox(
        panel.field.grid, FieldDrawing.extent(of: panel.field.grid, style),
        xLabel: panel.xLabel, yLabel: panel.yLabel, headline: panel.headline,
        subtitle: panel.subtitle)
    }
    var composition = Composition(maps, layout: layout, width: width, height: height)
    composition.showsText = showsText
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    if let scale {
      let rows = 0...composition.rowWeights.count - 1
      let name = Figure.quantityName(quantity, scale, wanted: self.scale)
      composition.sides = [SideBox(rows: rows, content: .bar(scale, quantity: name))]
    }
    composition.legend = LegendBox(entries: Legend(self, scale).entries)
    return composition
  }

  /// The name of a colour bar. A scale that had to be linear says so.
  static func quantityName(_ quantity: String, _ colors: ColorScale, wanted: ValueScale) -> String {
    switch (colors.scale, wanted) {
    case (.log, _): "\(quantity) (log scale)"
    case (.linear, .linear): "\(quantity) (linear scale)"
    case (.linear, .log): "\(quantity) (linear scale: no positive value)"
    }
  }
}
