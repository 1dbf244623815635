internal import Grids

/// A map of a part of the plane, before anything is measured.
struct MapBox {
  let grid: Grid
  let extent: PlotExtent
  var headline: String?
  var subtitle: String?
  let xLabel: String
  let yLabel: String
}

extension Composition {
  /// Maps in rows and columns, equal units of both axes equally long. Where all of them have the same
  /// axis, only the outer ones write its numbers and its name.
  ///
  /// - Parameter layout: the rows and columns; nil for those that give the maps the largest area.
  init(_ maps: [MapBox], layout: PanelGrid?, width: Int, height: Int) {
    let grid =
      layout?.holding(maps.count)
      ?? PanelGrid.best(
        for: maps.map(\.extent.aspect), captions: Composition.captions(maps), width: width,
        height: height)
    self.init(
      width: width, height: height, fullWidth: grid.fullWidth(width: width, height: height))
    columns = grid.columns
    rowWeights = Array(repeating: 1, count: grid.rows)
    if grid.rows > 1 { leastRows = 0.45 }
    let sharesX = Composition.areEqual(maps.map { ($0.xLabel, $0.extent.x, $0.extent.aspect) })
    let sharesY = Composition.areEqual(maps.map { ($0.yLabel, $0.extent.y, $0.extent.aspect) })
    plots = maps.enumerated().map { index, map in
      let (row, column) = (grid.row(of: index), grid.column(of: index))
      var box = PlotBox(map, row: row, columns: column..<column + 1, isSmall: grid.rows > 1)
      if sharesY, column > 0 { (box.y.showsLabels, box.y.showsName) = (false, false) }
      if sharesX, !grid.isLowest(index, of: maps.count) {
        (box.x.showsLabels, box.x.showsName) = (false, false)
      }
      return box
    }
  }

  /// The height of what is written above a map, in pixels at 1080 lines.
  private static func captions(_ maps: [MapBox]) -> Double {
    (maps.contains { $0.headline != nil } ? 38 : 0)
      + (maps.contains { $0.subtitle != nil } ? 29 : 0)
  }

  private static func areEqual(
    _ axes: [(name: String, range: ClosedRange<Double>, aspect: Double)]
  ) -> Bool {
    axes.allSatisfy { axes[0] == $0 }
  }
}

extension PlotBox {
  /// - Parameter isSmall: whether it is one of several rows, with smaller captions.
  init(_ map: MapBox, row: Int, columns: Range<Int>, isSmall: Bool) {
    self.init(
      row: row, columns: columns, x: PlotAxis(map.xLabel, map.extent.x, of: map.grid.xs),
      y: PlotAxis(map.yLabel, map.extent.y, of: map.grid.ys),
      captions: [
        Caption(map.headline ?? "", isSmall ? .gridHeadline : .headline),
        Caption(map.subtitle ?? "", isSmall ? .gridSubtitle : .subtitle),
      ],
      aspect: map.extent.aspect)
  }
}
