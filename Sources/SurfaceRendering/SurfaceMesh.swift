/// A vertex of a surface on the picture.
struct MeshVertex: Sendable {
  /// Sixteenths of a sample from the left edge.
  var x: Int32
  /// Sixteenths of a sample from the top edge.
  var y: Int32
  /// One over the distance from the eye: linear on the picture, larger is nearer.
  var nearness: Float
  /// The height in the box: 0 on the floor, 1 at the lid, beyond them where the surface is cut off, NaN
  /// in holes.
  var height: Float
  /// The light on the surface.
  var light: Float
}

/// A refined surface, projected and lit.
struct SurfaceMesh: Sendable {
  /// Samples to a pixel in each direction.
  static let samples = 3
  /// Fractions of a sample in which vertices are placed.
  static let fractions = 16.0

  /// The places of columns and rows in the box.
  let xs: [Double]
  let ys: [Double]
  let vertices: [[MeshVertex]]
  /// Finer cells in a cell of the field.
  let steps: Int
  let lid: Double
  let projection: SceneProjection

  init(_ scene: SurfaceScene, _ projection: SceneProjection, detail: Int, threads: Int) {
    let box = scene.box
    let refined = RefinedField(scene.field, count: detail)
    let xs = refined.xs.map(box.placeX)
    let ys = refined.ys.map(box.placeY)
    let lid = box.lid
    let heights = refined.rows.map { row in
      row.map { value in
        value.isNaN ? Float.nan : Float(min(max(box.placeZ(value) / lid, -1e6), 1e6))
      }
    }
    // What lies far outside the box must not tilt what lies at its edge.
    let shown = heights.map { row in
      row.map { $0.isNaN ? $0 : Float(lid) * min(max($0, -0.12), 1.12) }
    }
    let sky = SkyVisibility(xs: xs, ys: ys, heights: shown, threads: threads)
    let light = SurfaceLight(projection)
    let slopes = MeshSlopes(xs: xs, ys: ys, heights: shown, reach: max(1, refined.steps / 3))
    vertices = inParallel(ys.count, threads: threads) { row in
      xs.indices.map { column in
        let height = heights[row][column]
        guard !height.isNaN else {
          return MeshVertex(x: 0, y: 0, nearness: 0, height: .nan, light: 1)
        }
        let place = SIMD3(xs[column], ys[row], lid * Double(min(max(height, 0), 1)))
        let normal = slopes.normal(column: column, row: row)
        let brightness = light.satin(
          normal, visibility: Double(sky.value(column: column, row: row)))
        return SurfaceMesh.vertex(
          place, height: height, light: Float(brightness), projection)
      }
    }
    self.xs = xs
    self.ys = ys
    self.lid = lid
    self.projection = projection
    steps = refined.steps
  }

  /// A point of the box as a vertex.
  static func vertex(
    _ place: SIMD3<Double>, height: Float, light: Float, _ projection: SceneProjection
  ) -> MeshVertex {
    let point = projection.project(place)
    let scale = Double(samples) * fractions
    // Far outside the picture at extreme zooms; within what edges can be computed with.
    func fixed(_ value: Double) -> Int32 {
      Int32(min(max((value * scale).rounded(), -1e8), 1e8))
    }
    return MeshVertex(
      x: fixed(point.x), y: fixed(point.y), nearness: Float(1 / point.depth), height: height,
      light: light)
  }

  /// Whether a cell is part of the surface; false outside the mesh.
  func isSurface(column: Int, row: Int) -> Bool {
    guard column >= 0, row >= 0, column < xs.count - 1, row < ys.count - 1 else { return false }
    return !vertices[row][column].height.isNaN && !vertices[row][column + 1].height.isNaN
      && !vertices[row + 1][column].height.isNaN && !vertices[row + 1][column + 1].height.isNaN
  }
}

/// The slopes of a mesh, smoothed over a part of a cell of the field: the light then shows the surface
/// and not the seams of its interpolation.
struct MeshSlopes: Sendable {
  let xs: [Double]
  let ys: [Double]
  let heights: [[Float]]
  let reach: Int

  /// The direction away from the surface, of length 1.
  func normal(column: Int, row: Int) -> SIMD3<Double> {
    let here = heights[row][column]
    func height(_ c: Int, _ r: Int) -> Double {
      let value = heights[r][c]
      return Double(value.isNaN ? here : value)
    }
    let (left, right) = (max(0, column - reach), min(xs.count - 1, column + reach))
    let (low, high) = (max(0, row - reach), min(ys.count - 1, row + reach))
    let alongX =
      height(right, low) - height(left, low) + 2 * (height(right, row) - height(left, row))
      + height(right, high) - height(left, high)
    let alongY =
      height(left, high) - height(left, low) + 2 * (height(column, high) - height(column, low))
      + height(right, high) - height(right, low)
    return normalized(
      SIMD3(
        left < right ? -alongX / (4 * (xs[right] - xs[left])) : 0,
        low < high ? -alongY / (4 * (ys[high] - ys[low])) : 0, 1))
  }
}
