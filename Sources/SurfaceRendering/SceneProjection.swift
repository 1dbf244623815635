internal import RealModule

/// A point of a scene on the picture.
public struct ProjectedPoint: Hashable, Sendable {
  /// Pixels from the left edge.
  public let x: Double
  /// Pixels from the top edge.
  public let y: Double
  /// The distance from the eye along the line of sight, in half lengths of the box's longer side.
  public let depth: Double
}

/// The perspective picture of a box: which point falls on which pixel.
///
/// The eye stands four radii of the box away, a mild perspective. The frame is found from the eight
/// corners, so at zoom 1 the box touches two opposite edges of its rectangle and is never cut.
public struct SceneProjection: Hashable, Sendable {
  /// The box that is seen.
  public let box: SceneBox
  /// From where it is seen.
  public let view: SurfaceView

  /// The width over the height that the box has on the picture.
  public let aspect: Double

  let right: SIMD3<Double>
  let up: SIMD3<Double>
  /// Towards the eye.
  let towardsEye: SIMD3<Double>
  private let distance: Double
  /// Pixels for one unit across at distance 1.
  private var scale: Double
  private var centerX: Double
  private var centerY: Double
  private let middle: SIMD3<Double>

  /// Frames a box in a rectangle of the picture, in pixels.
  public init(
    _ box: SceneBox, _ view: SurfaceView, left: Double = 0, top: Double = 0, width: Double,
    height: Double
  ) {
    self.box = box
    self.view = view
    let azimuth = view.azimuth * .pi / 180
    let elevation = min(max(view.elevation, 0), 90) * .pi / 180
    let (sinA, cosA) = (Double.sin(azimuth), Double.cos(azimuth))
    let (sinE, cosE) = (Double.sin(elevation), Double.cos(elevation))
    right = SIMD3(-sinA, cosA, 0)
    up = SIMD3(-cosA * sinE, -sinA * sinE, cosE)
    towardsEye = SIMD3(cosA * cosE, sinA * cosE, sinE)
    middle = SIMD3(0, 0, (box.lid + box.groundZ) / 2)
    let halfHeight = (box.lid - box.groundZ) / 2
    distance =
      4
      * (box.halfX * box.halfX + box.halfY * box.halfY + halfHeight * halfHeight).squareRoot()

    var (least, most) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    for corner in box.corners {
      let place = corner - middle
      let depth = distance - dot(place, towardsEye)
      let point = SIMD2(dot(place, right), -dot(place, up)) / depth
      least = pointwiseMin(least, point)
      most = pointwiseMax(most, point)
    }
    let extent = most - least
    aspect = extent.x / extent.y
    scale = view.zoom * max(0, min(width / extent.x, height / extent.y))
    centerX = left + width / 2 - scale * (least.x + most.x) / 2
    centerY = top + height / 2 - scale * (least.y + most.y) / 2
  }

  /// The same projection onto a picture that begins at (x, y) of this one, with more or fewer pixels.
  public func scaled(by factor: Double, from x: Double, _ y: Double) -> SceneProjection {
    var scaled = self
    scaled.scale *= factor
    scaled.centerX = (centerX - x) * factor
    scaled.centerY = (centerY - y) * factor
    return scaled
  }

  /// Where a point of the box falls.
  public func project(x: Double, y: Double, height: Double) -> ProjectedPoint {
    project(box.place(x: x, y: y, height: height))
  }

  func project(_ place: SIMD3<Double>) -> ProjectedPoint {
    let place = place - middle
    let depth = distance - dot(place, towardsEye)
    return ProjectedPoint(
      x: centerX + scale * dot(place, right) / depth,
      y: centerY - scale * dot(place, up) / depth, depth: depth)
  }

  /// Whether a side of the box turns its outer face to the eye.
  public func isFacing(_ side: BoxSide) -> Bool {
    switch side {
    case .lowX: eye.x < -box.halfX
    case .highX: eye.x > box.halfX
    case .lowY: eye.y < -box.halfY
    case .highY: eye.y > box.halfY
    case .lid: eye.z > box.lid
    }
  }

  /// Pixels for one unit of places across the line of sight in the middle of the box.
  var pixelsInTheMiddle: Double { scale / distance }

  /// The place of the eye.
  var eye: SIMD3<Double> { middle + distance * towardsEye }

  /// The place on a horizontal plane that is seen at a point of the picture, as three linear forms of
  /// (x, y, 1): the coordinates are the first and the second over the third.
  func plane(at z: Double) -> PlaneView {
    // The ray: eye + t · (right · u − up · v − towardsEye) with u, v from the pixel; it meets the plane
    // where t · direction.z = z − eye.z.
    func form(_ component: Int) -> SIMD3<Double> {
      let (r, u) = (right[component] / scale, -up[component] / scale)
      return SIMD3(r, u, -towardsEye[component] - r * centerX - u * centerY)
    }
    let (fx, fy, fz) = (form(0), form(1), form(2))
    let rise = z - eye.z
    return PlaneView(
      x: eye.x * fz + rise * fx, y: eye.y * fz + rise * fy, scale: fz)
  }
}

/// A horizontal plane as it is seen: linear forms of (x, y, 1) in pixels.
struct PlaneView: Sendable {
  let x: SIMD3<Double>
  let y: SIMD3<Double>
  let scale: SIMD3<Double>
}

func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

func normalized(_ a: SIMD3<Double>) -> SIMD3<Double> {
  let length = dot(a, a).squareRoot()
  return length > 0 ? a / length : SIMD3(0, 0, 1)
}
