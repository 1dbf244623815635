internal import Grids

extension ContourDensity {
  /// Whether the lines of a field would lie closer together than a pixel, on average over the plot: then
  /// they are its ground.
  static func isCrowded(_ field: ScalarField, levels: [Double], in plot: Rectangle) -> Bool {
    ContourDensity(field, levels: levels).spacing(width: plot.width, height: plot.height) < 1
  }
}
