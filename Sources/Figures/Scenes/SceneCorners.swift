internal import SurfaceRendering

/// Which sides of a box face the viewer.
struct SceneCorners {
  /// The x of the side that crosses the x axis, and the y of the one that crosses the y axis, nearer to
  /// the viewer.
  let nearX: Double
  let nearY: Double
  /// The upright edge farthest to the left.
  let left: (x: Double, y: Double)
  private let projection: SceneProjection

  init(_ projection: SceneProjection) {
    let box = projection.box
    self.projection = projection
    let (xs, ys) = ([box.x.lowerBound, box.x.upperBound], [box.y.lowerBound, box.y.upperBound])
    func depth(_ x: Double, _ y: Double) -> Double {
      projection.project(x: x, y: y, height: box.ground).depth
    }
    let (middleX, middleY) = (xs[0] / 2 + xs[1] / 2, ys[0] / 2 + ys[1] / 2)
    nearX = xs.min { depth($0, middleY) < depth($1, middleY) } ?? xs[0]
    nearY = ys.min { depth(middleX, $0) < depth(middleX, $1) } ?? ys[0]
    let corners = xs.flatMap { x in ys.map { y in (x: x, y: y) } }
    left =
      corners.min { a, b in
        projection.project(x: a.x, y: a.y, height: box.ground).x
          < projection.project(x: b.x, y: b.y, height: box.ground).x
      } ?? (xs[0], ys[0])
  }

  /// The x of the far side.
  var farX: Double { nearX == projection.box.x.lowerBound ? projection.box.x.upperBound : projection.box.x.lowerBound }
  /// The y of the far side.
  var farY: Double { nearY == projection.box.y.lowerBound ? projection.box.y.upperBound : projection.box.y.lowerBound }

  /// The direction on the picture away from the box, at right angles to a near edge of its ground, of
  /// length 1.
  func outward(ofXAxis isX: Bool) -> Point {
    let (box, ground) = (projection.box, projection.box.ground)
    let (a, b) =
      isX
      ? (
        projection.project(x: box.x.lowerBound, y: nearY, height: ground),
        projection.project(x: box.x.upperBound, y: nearY, height: ground)
      )
      : (
        projection.project(x: nearX, y: box.y.lowerBound, height: ground),
        projection.project(x: nearX, y: box.y.upperBound, height: ground)
      )
    let center = projection.project(
      x: box.x.lowerBound / 2 + box.x.upperBound / 2, y: box.y.lowerBound / 2 + box.y.upperBound / 2,
      height: ground)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = max(1e-12, (dx * dx + dy * dy).squareRoot())
    let normal = Point(x: dy / length, y: -dx / length)
    let inward =
      normal.x * (center.x - (a.x + b.x) / 2) + normal.y * (center.y - (a.y + b.y) / 2)
    return inward > 0 ? Point(x: -normal.x, y: -normal.y) : normal
  }
}
