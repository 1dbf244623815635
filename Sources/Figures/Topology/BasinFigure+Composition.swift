internal import Grids
internal import RealModule

extension BasinFigure {
  /// The figure as boxes: maps in rows and columns, or a row for each surface with its map at the left
  /// and its tree over the rest of the width.
  package var composition: Composition {
    let maps = panels.map { panel in
      PlotBox(
        panel.field.grid, PlotExtent(panel.field.grid, isCellwise: true), xLabel: panel.xLabel,
        yLabel: panel.yLabel, headline: panel.headline, subtitle: panel.subtitle)
    }
    let layout = style == .tree ? PanelGrid(rows: max(1, panels.count), columns: 1) : layout
    var composition = Composition(maps, layout: layout, width: width, height: height)
    if style == .tree { composition.addTrees(panels.map(treeBox), columns: treeColumns) }
    composition.showsText = showsText
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    composition.legend = LegendBox(entries: legend)
    return composition
  }

  /// How many times as wide as a map the room of a tree is: one row is square at best, of several rows
  /// each is flat.
  private var treeColumns: Int {
    let aspect = Double(width) / Double(max(1, height)) * Double(max(1, panels.count))
    return min(3, max(1, Int((aspect - 0.6).rounded(.down))))
  }

  private func treeBox(_ panel: Panel) -> PlotBox {
    let range = heightRange
    let slots = max(1, panel.basins.count)
    let y = PlotAxis(
      heightName, range, scale, labels: .choices(Ticks.choices(on: range, scale, atMost: 7)))
    let isLower = panel.basins.contains { $0.survivor != nil }
    return PlotBox(
      x: PlotAxis(
        isLower ? "minima, beside those whose basins they meet" : "minima",
        0...Double(slots), labels: .choices([])),
      y: y, headline: nil, subtitle: nil)
  }

  /// The heights of all minima and of the saddles where basins meet, with room at both ends: for numbers
  /// at the lower. Trees of several surfaces share it, so that their barriers can be compared.
  private var heightRange: ClosedRange<Double> {
    let places = panels.flatMap(\.basins).flatMap { [$0.birth, $0.death] }.filter(scale.holds)
      .map(scale.coordinate)
    guard let low = places.min(), var high = places.max() else {
      return scale == .logarithmic ? 0.1...10 : 0...1
    }
    // A single minimum meets nothing: its line alone needs some length.
    if high == low { high += 1 }
    let length = high - low
    let (from, to) = (scale.value(at: low - 0.16 * length), scale.value(at: high + 0.1 * length))
    let most = Double.greatestFiniteMagnitude
    return max(from, scale == .logarithmic ? .leastNormalMagnitude : -most)...min(to, most)
  }

  private var legend: [(kind: LegendKind, text: String)] {
    let basins = panels.flatMap(\.basins)
    var entries: [(kind: LegendKind, text: String)] = []
    if basins.contains(where: { $0.rank != nil }) {
      entries.append((.minimum, "local minimum (1 = deepest) in its basin"))
    }
    if basins.contains(where: { $0.rank == nil }) {
      entries.append((.uncountedMinimum, "minimum on the border: not counted"))
    }
    if let lines = contourScale { entries.append((.contourLine, lines.levelText(of: quantity))) }
    return entries + Legend.gaps(in: panels.map(\.field))
  }

  /// The levels of the contour lines; nil without any finite value.
  var contourScale: ColorScale? {
    ColorScale(
      fields: panels.map(\.field), scale: scale == .logarithmic ? .log : .linear,
      range: contourRange)
  }
}

extension Composition {
  /// Puts a tree at the right of each map, as wide as some maps.
  fileprivate mutating func addTrees(_ trees: [PlotBox], columns wide: Int) {
    columns = 1 + wide
    plots += trees.enumerated().map { row, tree in
      var tree = tree
      (tree.row, tree.columns) = (row, 1..<1 + wide)
      tree.x.showsName = row == trees.count - 1
      return tree
    }
  }
}

extension ColorScale {
  /// What lies between two contour lines: "5 lines per decade of the loss".
  fileprivate func levelText(of quantity: String) -> String {
    guard levels.count > 1 else { return "contour line of the \(quantity)" }
    let step = levels[1] - levels[0]
    let parts = (1 / step).rounded()
    return scale == .log && parts >= 1
      ? "contour lines: \(Int(parts)) per decade of the \(quantity)"
      : "contour lines of the \(quantity)"
  }
}
