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
      composition.sides = [
        SideBox(rows: rows, content: .bar(scale, quantity: quantityName(scale)))
      ]
    }
    composition.legend = LegendBox(entries: Legend(self, scale).entries)
    return composition
  }

  private func quantityName(_ colors: ColorScale) -> String {
    switch (colors.scale, scale) {
    case (.log, _): "\(quantity) (log scale)"
    case (.linear, .linear): "\(quantity) (linear scale)"
    case (.linear, .log): "\(quantity) (linear scale: no positive value)"
    }
  }
}
