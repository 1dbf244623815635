internal import Grids
internal import SurfaceRendering

/// One panel of a scene figure as a surface in its box, with what is in view of its marks.
struct PanelScene {
  let panel: Panel
  let box: SceneBox
  /// The heights: values in scale units.
  let field: ScalarField
  let visibility: SceneVisibility
  let visibleMarks: [MinimumMark]
  /// Ranked minima that are hidden or cut off.
  let hiddenMarks: [MinimumMark]
  let showsCenter: Bool
  /// The width over the height of the box as it is seen.
  let aspect: Double

  init(_ panel: Panel, _ figure: SceneFigure, _ scale: ColorScale) {
    self.panel = panel
    let extent = PlotExtent(panel.field.grid, isCellwise: false)
    box = SceneBox(
      x: extent.x, y: extent.y, heights: scale.unitRange, relief: figure.relief,
      foot: figure.base == .block ? 0.05 : 0.5)
    field = scale.units(of: panel.field)
    // Which points are hidden does not depend on the frame.
    let projection = SceneProjection(box, figure.view, width: 1, height: 1)
    aspect = projection.aspect
    visibility = SceneVisibility(field, projection)
    // A surface of which there is nothing but a message to show has no marks.
    let minima = PanelMessage(panel.field) == nil ? panel.minima : []
    let kinds = minima.map { [visibility] in visibility.kind(x: $0.x, y: $0.y) }
    let marks = zip(minima, kinds)
    visibleMarks = marks.filter { $0.1 == .visible }.map(\.0)
    hiddenMarks = marks.filter { $0.0.rank != nil && ($0.1 == .hidden || $0.1 == .cutOff) }
      .map(\.0)
    let center = PanelMessage(panel.field) == nil ? panel.center : nil
    showsCenter =
      center.map { [visibility] in
        visibility.kind(x: $0.x, y: $0.y) == .visible
      } ?? false
  }
}

extension Point {
  init(_ point: ProjectedPoint) { self.init(x: point.x, y: point.y) }
}
