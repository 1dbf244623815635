public import Grids

/// Which points of a surface the viewer sees.
public struct SceneVisibility: Sendable {
  /// Whether and how a point of the surface is seen.
  public enum Kind: Hashable, Sendable {
    /// In full view.
    case visible
    /// Behind another part of the surface.
    case hidden
    /// Where the surface is cut off, at the lid or at the floor.
    case cutOff
    /// In a hole, or outside the surface.
    case absent
  }

  /// Steps of the refined surface along its longer axis.
  private static let resolution = 160

  private let refined: RefinedField
  private let projection: SceneProjection
  private let xs: [Double]
  private let ys: [Double]

  /// Prepares a field of heights in the box of a projection. Where the picture is framed does not matter.
  public init(_ field: ScalarField, _ projection: SceneProjection) {
    self.projection = projection
    refined = RefinedField(field, count: SceneVisibility.resolution)
    xs = refined.xs.map(projection.box.placeX)
    ys = refined.ys.map(projection.box.placeY)
  }

  /// The height of the surface at a point of its plane, limited to the box; nil in a hole or outside.
  public func height(x: Double, y: Double) -> Double? {
    let box = projection.box
    return z(box.placeX(x), box.placeY(y)).map {
      let share = min(max($0 / box.lid, 0), 1)
      return box.heights.lowerBound + share * (box.heights.upperBound - box.heights.lowerBound)
    }
  }

  /// How the point of the surface above a point of its plane is seen.
  public func kind(x: Double, y: Double) -> Kind {
    let box = projection.box
    let (px, py) = (box.placeX(x), box.placeY(y))
    guard let z = z(px, py) else { return .absent }
    if z < 0 || z > box.lid { return .cutOff }
    let place = SIMD3(px, py, z)
    let ray = normalized(projection.eye - place)
    // In steps of about a cell of the refined surface, from beyond the point's own cell.
    let step = 2 / Double(SceneVisibility.resolution)
    var way = 2 * step
    while true {
      let point = place + way * ray
      if point.z > box.lid || abs(point.x) > box.halfX || abs(point.y) > box.halfY {
        return .visible
      }
      if let ground = self.z(point.x, point.y), min(ground, box.lid) > point.z + 1e-3 * box.lid {
        return .hidden
      }
      way += step
    }
  }

  /// The height of the surface in the coordinates of places, bilinear between the refined points.
  private func z(_ x: Double, _ y: Double) -> Double? {
    guard let column = SceneVisibility.cell(x, xs), let row = SceneVisibility.cell(y, ys) else {
      return nil
    }
    let u = (x - xs[column]) / (xs[column + 1] - xs[column])
    let v = (y - ys[row]) / (ys[row + 1] - ys[row])
    let (low, high) = (refined.rows[row], refined.rows[row + 1])
    let corners = [low[column], low[column + 1], high[column], high[column + 1]]
    guard corners.allSatisfy(\.isFinite) else { return nil }
    let value =
      (corners[0] * (1 - u) + corners[1] * u) * (1 - v)
      + (corners[2] * (1 - u) + corners[3] * u) * v
    return projection.box.placeZ(value)
  }

  private static func cell(_ place: Double, _ axis: [Double]) -> Int? {
    guard axis.count > 1, place >= axis[0] - 1e-9, place <= axis[axis.count - 1] + 1e-9 else {
      return nil
    }
    let above = axis.firstIndex { $0 > place } ?? axis.count - 1
    return min(max(above - 1, 0), axis.count - 2)
  }
}
