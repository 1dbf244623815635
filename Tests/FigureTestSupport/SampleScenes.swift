package import Figures
internal import Grids
internal import SurfaceRendering

/// Scene figures that tests draw.
package enum SampleScenes {
  /// Two surfaces with everything that can be written.
  package static func comparison(points: Int = 31, width: Int = 1920, height: Int = 1080)
    -> SceneFigure
  {
    let flat = SampleSurfaces.comparison(points: points, width: width, height: height)
    return SceneFigure(
      panels: flat.panels, title: flat.title, provenance: flat.provenance,
      quantity: flat.quantity, width: width, height: height)
  }

  /// A valley in front of a ridge and one behind it, each with a minimum.
  package static var ridge: SceneFigure {
    let field = ScalarField(grid: SampleSurfaces.grid(41)) { x, y in
      abs(y) < 0.06 ? 9 : 1 + x * x + (y > 0 ? 0.1 : 0)
    }
    var figure = SceneFigure(
      panels: [
        Panel(
          field,
          minima: [
            MinimumMark(x: 0, y: -0.6, rank: 1), MinimumMark(x: 0, y: 0.3, rank: 2),
          ], center: nil)
      ], width: 800, height: 600)
    figure.view.azimuth = -90
    figure.view.elevation = 20
    return figure
  }
}
