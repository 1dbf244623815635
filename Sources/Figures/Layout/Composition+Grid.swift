internal import Grids

extension Composition {
  /// Plots in rows and columns. Where all of them have the same axis, only the outer ones write its
  /// numbers and its name.
  ///
  /// - Parameters:
  ///   - boxes: the plots; their places are found here.
  ///   - layout: the rows and columns; nil for those that give the plots the largest area.
  init(_ boxes: [PlotBox], layout: PanelGrid?, width: Int, height: Int) {
    let grid =
      layout?.holding(boxes.count)
      ?? PanelGrid.best(
        for: boxes.map { $0.aspect ?? 1.6 }, captions: Composition.captions(boxes), width: width,
        height: height)
    self.init(
      width: width, height: height, fullWidth: grid.fullWidth(width: width, height: height))
    columns = grid.columns
    rowWeights = Array(repeating: 1, count: grid.rows)
    if grid.rows > 1 { leastRows = 0.45 }
    let sharesX = boxes.allSatisfy {
      $0.x.name == boxes[0].x.name && $0.x.range == boxes[0].x.range
        && $0.aspect == boxes[0].aspect
    }
    let sharesY = boxes.allSatisfy {
      $0.y.name == boxes[0].y.name && $0.y.range == boxes[0].y.range
        && $0.aspect == boxes[0].aspect
    }
    plots = boxes.enumerated().map { index, box in
      var box = box
      (box.row, box.columns) = (index / columns, index % columns..<index % columns + 1)
      if grid.rows > 1 { box.captions = box.captions.map(\.small) }
      if sharesY, index % columns > 0 { (box.y.showsLabels, box.y.showsName) = (false, false) }
      if sharesX, index + columns < boxes.count {
        (box.x.showsLabels, box.x.showsName) = (false, false)
      }
      return box
    }
  }

  /// The height of what is written above a plot, in pixels at 1080 lines.
  private static func captions(_ boxes: [PlotBox]) -> Double {
    boxes.map { box in
      box.captions.filter { !$0.text.isEmpty }.reduce(0) { $0 + 1.2 * $1.small.style.size }
    }.max() ?? 0
  }
}

extension PlotBox {
  /// A plot whose place is found later.
  init(x: PlotAxis, y: PlotAxis, headline: String?, subtitle: String?, aspect: Double? = nil) {
    self.init(
      columns: 0..<1, x: x, y: y,
      captions: [Caption(headline ?? "", .headline), Caption(subtitle ?? "", .subtitle)],
      aspect: aspect)
  }

  /// A map of a grid that shows a part of the plane, equal units of both axes equally long.
  init(
    _ grid: Grid, _ extent: PlotExtent, xLabel: String, yLabel: String, headline: String?,
    subtitle: String?
  ) {
    self.init(
      x: PlotAxis(xLabel, extent.x, of: grid.xs), y: PlotAxis(yLabel, extent.y, of: grid.ys),
      headline: headline, subtitle: subtitle, aspect: extent.aspect)
  }
}

extension Caption {
  /// The caption as it stands above one of several rows of plots.
  fileprivate var small: Caption {
    switch style {
    case .headline: Caption(text, .gridHeadline)
    case .subtitle: Caption(text, .gridSubtitle)
    default: self
    }
  }
}
