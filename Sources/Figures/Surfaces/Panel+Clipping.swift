internal import Grids

extension Panel {
  /// The marked minima whose values lie outside the colours, so that the picture shows the region around
  /// them as clipped. The value is that of the nearest grid point.
  func clippedMinima(_ scale: ColorScale) -> [MinimumMark] {
    guard scale.clipsAbove || scale.clipsBelow else { return [] }
    return minima.filter { mark in
      let value = field[
        column: Panel.nearest(mark.x, in: field.grid.xs),
        row: Panel.nearest(mark.y, in: field.grid.ys)]
      guard value.isFinite else { return false }
      let position = scale.position(ofUnits: scale.units(value))
      // The same allowance as for what is drawn as clipped.
      return position > 1 + 1e-9 || position < -1e-9
    }
  }

  private static func nearest(_ coordinate: Double, in axis: [Double]) -> Int {
    axis.indices.min { abs(axis[$0] - coordinate) < abs(axis[$1] - coordinate) } ?? 0
  }
}
