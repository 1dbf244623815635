public import Failures
public import Grids

/// A surface as a solid that a 3-D printer can make: the surface on top, walls around it, a flat base below.
///
/// It is closed: each edge belongs to two triangles, which run along it in opposite directions, and all
/// triangles face outwards.
public struct PrintableSolid: Sendable {
  /// How large it becomes, in millimetres.
  public struct Size: Sendable {
    /// The longer side of the base.
    public let edge: Double
    /// From the lowest to the highest point of the surface.
    public let height: Double
    /// Below the lowest point of the surface.
    public let base: Double

    /// Chooses a size; all numbers > 0.
    public init(edge: Double = 100, height: Double = 40, base: Double = 3) {
      (self.edge, self.height, self.base) = (edge, height, base)
    }

    /// Its numbers with the names of their settings.
    fileprivate var settings: [(name: Setting, value: Double)] {
      [("edge", edge), ("height", height), ("base", base)]
    }
  }

  /// The corners in millimetres, in single precision as the file holds them.
  private let vertices: [SIMD3<Float>]
  /// Each with its corners, counter-clockwise as seen from outside.
  private let triangles: [SIMD3<Int32>]
  /// Its extent along x, y and z in millimetres.
  public let extent: SIMD3<Double>

  /// Makes a solid.
  ///
  /// - Parameters:
  ///   - heights: the surface, in any unit; every point must be finite.
  ///   - size: how large it becomes.
  ///   - path: the surface's file in messages.
  /// - Throws: `Failure`: (usage) for a size that cannot be printed; (data) for a line of points, points
  ///   that have no finite height, and spacings that single precision cannot tell apart.
  public init(_ heights: ScalarField, size: Size, from path: String) throws(Failure) {
    let grid = heights.grid
    for (name, value) in size.settings where !(0.01...10_000).contains(value) {
      throw Failure(
        .usage, "\(value) mm cannot be printed", at: .setting(name),
        remedy: "Give a number of millimetres from 0.01 to 10,000.")
    }
    guard grid.columns > 1, grid.rows > 1, let range = heights.finiteRange else {
      throw Failure(
        .data, "is a line of points, or has no finite height: it makes no solid", at: path,
        remedy: "Export it as .csv, .npz or .npy.")
    }
    let holes = heights.values.count { !$0.isFinite }
    guard holes == 0 else {
      throw Failure(
        .data, "\(holes) of \(grid.count) points have no finite height: a solid cannot have holes",
        at: path, remedy: "Sample the surface to its end first.")
    }
    let width = grid.xs[grid.columns - 1] - grid.xs[0]
    let depth = grid.ys[grid.rows - 1] - grid.ys[0]
    let scale = size.edge / max(width, depth)
    let xs = grid.xs.map { Float(($0 - grid.xs[0]) * scale) }
    let ys = grid.ys.map { Float(($0 - grid.ys[0]) * scale) }
    guard Self.isStrictlyAscending(xs), Self.isStrictlyAscending(ys) else {
      throw Failure(
        .data, "neighbouring points are too close to each other for a solid of this size",
        at: path, remedy: "Give a surface whose points are evenly spaced.")
    }
    let rise = range.upperBound - range.lowerBound
    let zs = heights.values.map {
      Float(size.base + (rise > 0 ? ($0 - range.lowerBound) / rise * size.height : 0))
    }
    extent = [width * scale, depth * scale, size.base + (rise > 0 ? size.height : 0)]
    (vertices, triangles) = Self.closed(xs, ys, zs)
  }

  private static func isStrictlyAscending(_ axis: [Float]) -> Bool {
    zip(axis, axis.dropFirst()).allSatisfy { $0 < $1 && $1.isFinite }
  }

  /// The surface, the walls below its border, and a base of triangles around its middle.
  private static func closed(_ xs: [Float], _ ys: [Float], _ zs: [Float]) -> (
    [SIMD3<Float>], [SIMD3<Int32>]
  ) {
    let (columns, rows) = (xs.count, ys.count)
    var vertices = zs.indices.map { SIMD3(xs[$0 % columns], ys[$0 / columns], zs[$0]) }
    var triangles: [SIMD3<Int32>] = []
    func add(_ a: Int, _ b: Int, _ c: Int) {
      triangles.append(SIMD3(Int32(a), Int32(b), Int32(c)))
    }
    for row in 0..<rows - 1 {
      for column in 0..<columns - 1 {
        let corner = row * columns + column
        let (right, up, both) = (corner + 1, corner + columns, corner + columns + 1)
        // Along the diagonal whose ends differ less, so that a valley across the grid stays one.
        if (zs[corner] - zs[both]).magnitude <= (zs[right] - zs[up]).magnitude {
          add(corner, right, both)
          add(corner, both, up)
        } else {
          add(corner, right, up)
          add(right, both, up)
        }
      }
    }
    // The border counter-clockwise as seen from above.
    let border =
      (0..<columns).map { $0 } + (1..<rows).map { $0 * columns + columns - 1 }
      + (0..<columns - 1).reversed().map { (rows - 1) * columns + $0 }
      + (1..<rows - 1).reversed().map { $0 * columns }
    let first = vertices.count
    vertices += border.map { SIMD3(vertices[$0].x, vertices[$0].y, 0) }
    let middle = vertices.count
    vertices.append(SIMD3(xs[columns - 1] / 2, ys[rows - 1] / 2, 0))
    for (index, top) in border.enumerated() {
      let next = (index + 1) % border.count
      add(top, first + index, first + next)
      add(top, first + next, border[next])
      add(middle, first + next, first + index)
    }
    return (vertices, triangles)
  }
}

extension PrintableSolid {
  /// The number of triangles.
  public var triangleCount: Int { triangles.count }

  /// The solid as a binary STL file, in millimetres.
  public var stl: [UInt8] {
    // Not beginning with "solid", by which programs recognise the form of text.
    let head = Array("Loss surface by Basin, in millimetres".utf8)
    var bytes = head + Array(repeating: 0x20, count: 80 - head.count)
    bytes.reserveCapacity(84 + 50 * triangles.count)
    Self.append(UInt32(triangles.count), to: &bytes)
    for triangle in triangles {
      let corners = [0, 1, 2].map { vertices[Int(triangle[$0])] }
      let normal = Self.normal(of: corners)
      for vector in [normal] + corners {
        for axis in 0..<3 { Self.append(vector[axis].bitPattern, to: &bytes) }
      }
      bytes += [0, 0]
    }
    return bytes
  }

  private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
    for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * UInt32(byte)))) }
  }

  /// The unit normal, computed in double precision: sides may be short.
  private static func normal(of corners: [SIMD3<Float>]) -> SIMD3<Float> {
    let points = corners.map { SIMD3<Double>($0) }
    let (a, b) = (points[1] - points[0], points[2] - points[0])
    let cross = SIMD3(
      a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    let length = (cross * cross).sum().squareRoot()
    return length > 0 ? SIMD3<Float>(cross / length) : .zero
  }
}
