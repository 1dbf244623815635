internal import Grids

/// A line through the points of a plot, interrupted where a point has no place on the axes.
struct PlotLine {
  let points: [PlanePoint]

  /// The parts of a line between points that have no place on the axes.
  static func runs(
    _ points: [PlanePoint], xScale: AxisScale = .linear, yScale: AxisScale
  ) -> [[PlanePoint]] {
    points.split { !xScale.holds($0.x) || !yScale.holds($0.y) }.map(Array.init)
  }

  /// Strokes the line; a point that stands alone becomes a dot.
  func draw(in frame: PlotFrame, with stroke: Stroke, on canvas: any Canvas) {
    for run in PlotLine.runs(points, xScale: frame.xScale, yScale: frame.yScale) {
      let places = run.map(frame.point)
      if places.count == 1 {
        canvas.fill(.circle(center: places[0], radius: 1.2 * stroke.width), with: stroke.color)
      } else {
        canvas.stroke(Path(through: places), with: stroke)
      }
    }
  }
}
