internal import Grids
internal import RealModule

extension FlowFigure {
  /// The figure as boxes: the matrices in a row with the colour bar at their right, below them the
  /// chart over the whole width with the names of its lines at their ends.
  package func composition(_ scale: ColorScale?) -> Composition {
    let columns = max(1, matrices.count)
    var composition = Composition(width: width, height: height, fullWidth: 1920)
    composition.showsText = showsText
    composition.leastPlots = 0.36
    composition.columns = columns
    composition.header = [Caption(title, .title)].compactMap { $0 }
    composition.footer = Caption(provenance, .provenance)
    let extents = matrices.map { FieldDrawing.extent(of: $0.field.grid, .heatmap) }
    let sharesRows = Set(extents.map(\.y)).count <= 1
    composition.plots = matrices.indices.map { index in
      let (matrix, extent) = (matrices[index], extents[index])
      var x = PlotAxis(xLabel, extent.x, of: matrix.field.grid.xs)
      x.showsName = lines.isEmpty
      var y = PlotAxis(rowLabel, extent.y, of: matrix.field.grid.ys)
      y.showsName = index == 0
      y.showsLabels = index == 0 || !sharesRows
      return PlotBox(
        columns: index..<index + 1, x: x, y: y,
        captions: [
          Caption(matrix.headline ?? "", .smallHeadline), Caption(matrix.subtitle ?? "", .subtitle),
        ])
    }
    if let scale {
      composition.sides.append(SideBox(rows: 0...0, content: .bar(scale, quantity: quantity)))
    }
    if !lines.isEmpty {
      composition.rowWeights = [0.56, 0.44]
      composition.plots.append(chartBox(columns: columns))
      composition.sides.append(SideBox(rows: 1...1, content: .names(lineEnds)))
    }
    return composition
  }

  private func chartBox(columns: Int) -> PlotBox {
    let xs = lines.flatMap(\.points).map(\.x).filter(\.isFinite)
    var (low, high) = (xs.min() ?? 0, xs.max() ?? 1)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    return PlotBox(
      row: 1, columns: 0..<columns, x: PlotAxis(xLabel, low...high, of: [low, high]),
      y: PlotAxis(lineLabel, over: lineRange, .logarithmic),
      captions: [Caption(chartTitle ?? "", .rowTitle)])
  }

  /// The range of all lines and of 1, moved outwards a little.
  private var lineRange: ClosedRange<Double> {
    let shown = lines.flatMap(\.points).map(\.y).filter(isOnLogarithmicAxis).map(Double.log10)
    let (low, high) = (min(0, shown.min() ?? -1), max(0, shown.max() ?? 0))
    let room = max(0.15, 0.06 * (high - low))
    return Double.pow(10, max(-307, low - room))...Double.pow(10, min(307, high + room))
  }

  private var lineEnds: [LineEnd] {
    lines.indices.compactMap { index in
      let runs = PlotLine.runs(lines[index].points, yScale: .logarithmic)
      return runs.last?.last.map {
        LineEnd(line: index, name: lines[index].name, x: $0.x, y: $0.y)
      }
    }
  }
}
