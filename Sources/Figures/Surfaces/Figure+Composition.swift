internal import Grids

extension Figure {
  /// The figure as boxes: the panels in a row, equal units of both axes equally long, the colour bar at
  /// their right.
  package func composition(_ scale: ColorScale?) -> Composition {
    let columns = max(1, panels.count)
    var composition = Composition(
      width: width, height: height, fullWidth: columns == 1 ? 1300 : 900 * Double(columns))
    composition.showsText = showsText
    composition.columns = columns
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    let extents = panels.map { FieldDrawing.extent(of: $0.field.grid, style) }
    // The panels after the first can then do without their own numbers and name.
    let sharesRows =
      Set(panels.map(\.yLabel)).count <= 1
      && Set(extents.map { [$0.y.lowerBound, $0.y.upperBound, $0.aspect] }).count <= 1
    composition.plots = panels.indices.map { index in
      let (panel, extent) = (panels[index], extents[index])
      var y = PlotAxis(panel.yLabel, extent.y, of: panel.field.grid.ys)
      if index > 0, sharesRows { (y.showsLabels, y.showsName) = (false, false) }
      return PlotBox(
        columns: index..<index + 1, x: PlotAxis(panel.xLabel, extent.x, of: panel.field.grid.xs),
        y: y,
        captions: [
          Caption(panel.headline ?? "", .headline), Caption(panel.subtitle ?? "", .subtitle),
        ],
        aspect: extent.aspect)
    }
    if let scale {
      let name = Figure.quantityName(quantity, scale, wanted: self.scale)
      composition.sides = [SideBox(row: 0, content: .bar(scale, quantity: name))]
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
