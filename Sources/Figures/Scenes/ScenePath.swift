internal import Grids
internal import RealModule
internal import SurfaceRendering

/// A path laid on a surface in three dimensions, in parts that are seen alike: in view, or behind the surface or
/// beyond its lid.
struct ScenePath {
  private(set) var runs: [PathDrawing.Run] = []

  /// The pieces that the longer side of the ground is cut into.
  private static let resolution = 240.0

  init(_ path: PathMark, on scene: PanelScene, _ projection: SceneProjection) {
    let extent = PlotExtent(scene.panel.field.grid, isCellwise: false)
    let side = max(
      extent.x.upperBound - extent.x.lowerBound, extent.y.upperBound - extent.y.lowerBound)
    for (from, to) in zip(path.steps.map(\.at), path.steps.map(\.at).dropFirst()) {
      let length = Double.hypot(to.x - from.x, to.y - from.y)
      let share = length / side * Self.resolution
      let pieces =
        share.isFinite ? max(1, min(4 * Int(Self.resolution), Int(share.rounded(.up)))) : 1
      for piece in 0...pieces {
        let t = Double(piece) / Double(pieces)
        add(
          PlanePoint(x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y)), scene,
          projection)
      }
    }
    runs.removeAll { $0.points.count < 2 }
  }

  private mutating func add(_ place: PlanePoint, _ scene: PanelScene, _ projection: SceneProjection)
  {
    guard let height = scene.visibility.height(x: place.x, y: place.y) else {
      // In a hole, or outside of the window.
      if runs.last?.points.isEmpty == false {
        runs.append(PathDrawing.Run(points: [], isHidden: false))
      }
      return
    }
    let point = Point(projection.project(x: place.x, y: place.y, height: height))
    let isHidden = scene.visibility.kind(x: place.x, y: place.y) != .visible
    if let last = runs.last, last.points.isEmpty || last.isHidden == isHidden {
      if last.isHidden != isHidden {
        runs[runs.count - 1] = PathDrawing.Run(points: [], isHidden: isHidden)
      }
      runs[runs.count - 1].points.append(point)
    } else {
      // Parts join without a gap.
      let end = runs.last?.points.last.map { [$0] } ?? []
      runs.append(PathDrawing.Run(points: end + [point], isHidden: isHidden))
    }
  }
}
