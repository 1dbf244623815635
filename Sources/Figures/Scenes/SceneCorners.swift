internal import SurfaceRendering

/// The edges of a box that lie on its outline on the picture: where axes can stand outside.
struct SceneCorners {
  /// A horizontal edge.
  struct Edge {
    /// The x or the y at which it runs along the other axis.
    let position: Double
    let height: Double
    /// The direction on the picture away from the box, at right angles to the edge, of length 1.
    let outward: Point
  }

  /// The x and the y of the upright sides that are nearer to the viewer.
  let nearX: Double
  let nearY: Double
  /// The edge along the x axis; nil where no edge of that direction lies on the outline.
  private(set) var alongX: Edge?
  /// The edge along the y axis.
  private(set) var alongY: Edge?
  /// The upright edge on the outline that is farthest to the left.
  private(set) var upright: (x: Double, y: Double)?
  private let projection: SceneProjection

  init(_ projection: SceneProjection) {
    let box = projection.box
    self.projection = projection
    let middle = (
      x: box.x.lowerBound / 2 + box.x.upperBound / 2,
      y: box.y.lowerBound / 2 + box.y.upperBound / 2
    )
    func depth(_ x: Double, _ y: Double) -> Double {
      projection.project(x: x, y: y, height: box.ground).depth
    }
    let isLowX = depth(box.x.lowerBound, middle.y) < depth(box.x.upperBound, middle.y)
    let isLowY = depth(middle.x, box.y.lowerBound) < depth(middle.x, box.y.upperBound)
    nearX = isLowX ? box.x.lowerBound : box.x.upperBound
    nearY = isLowY ? box.y.lowerBound : box.y.upperBound
    let facesX = projection.isFacing(isLowX ? .lowX : .highX)
    let facesY = projection.isFacing(isLowY ? .lowY : .highY)
    // Along the ground below a side in view; along the lid where the side turns away.
    func height(_ isFacing: Bool) -> Double? {
      isFacing ? box.ground : projection.isFacing(.lid) ? box.heights.upperBound : nil
    }
    alongX = height(facesY).map { height in
      Edge(
        position: nearY, height: height,
        outward: outward(
          (box.x.lowerBound, nearY), (box.x.upperBound, nearY), from: middle, height))
    }
    alongY = height(facesX).map { height in
      Edge(
        position: nearX, height: height,
        outward: outward(
          (nearX, box.y.lowerBound), (nearX, box.y.upperBound), from: middle, height))
    }
    // An upright edge lies on the outline if one of the sides that meet there is in view.
    let corners = [(nearX, farY, facesX), (farX, nearY, facesY), (nearX, nearY, facesX != facesY)]
    upright = corners.filter(\.2).map { (x: $0.0, y: $0.1) }.min { a, b in
      projection.project(x: a.x, y: a.y, height: box.ground).x
        < projection.project(x: b.x, y: b.y, height: box.ground).x
    }
  }

  /// The x of the far side.
  var farX: Double { SceneCorners.other(nearX, projection.box.x) }
  /// The y of the far side.
  var farY: Double { SceneCorners.other(nearY, projection.box.y) }

  private static func other(_ end: Double, _ range: ClosedRange<Double>) -> Double {
    end == range.lowerBound ? range.upperBound : range.lowerBound
  }

  private func outward(
    _ start: (Double, Double), _ end: (Double, Double), from middle: (x: Double, y: Double),
    _ height: Double
  ) -> Point {
    let a = projection.project(x: start.0, y: start.1, height: height)
    let b = projection.project(x: end.0, y: end.1, height: height)
    let center = projection.project(x: middle.x, y: middle.y, height: height)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = max(1e-12, (dx * dx + dy * dy).squareRoot())
    let normal = Point(x: dy / length, y: -dx / length)
    let inward =
      normal.x * (center.x - (a.x + b.x) / 2) + normal.y * (center.y - (a.y + b.y) / 2)
    return inward > 0 ? Point(x: -normal.x, y: -normal.y) : normal
  }
}
