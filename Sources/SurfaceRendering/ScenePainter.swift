/// Draws the parts of a scene into bands of samples.
struct ScenePainter: Sendable {
  let mesh: SurfaceMesh
  let walls: [WallStrip]
  let grounds: [GroundTile]
  /// The levels of lines in the box, ascending, each with half its width in samples and its ink.
  let levels: [LineLevel]
  let base: SurfaceBase
  let edge: LineLevel
  /// Lines along the walls.
  let strata: [LineLevel]
  private let patches: [MeshPatch]

  struct LineLevel: Sendable {
    let height: Float
    let halfWidth: Float
    let ink: Float
    /// Whether it is the edge of a cut, which lies on both grounds.
    let isCut: Bool
  }

  init(_ scene: SurfaceScene, _ mesh: SurfaceMesh) {
    self.mesh = mesh
    base = scene.base
    let samples = Double(SurfaceMesh.samples)
    func level(_ height: Double, _ width: Double, _ ink: Double, isCut: Bool = false) -> LineLevel {
      LineLevel(
        height: Float(height), halfWidth: Float(width * samples / 2), ink: Float(ink),
        isCut: isCut)
    }
    let (width, ink) = (scene.look.edgeWidth, -scene.look.edgeInk)
    edge = level(0, width, ink)
    levels =
      (scene.lines.map {
        level(scene.box.placeZ($0.height) / scene.box.lid, $0.width, $0.ink)
      }.filter { $0.height > 0 && $0.height < 1 }
      + [level(0, width, ink, isCut: true), level(1, width, ink, isCut: true)])
      .sorted { $0.height < $1.height }
    strata = scene.strata.map {
      level(scene.box.placeZ($0) / scene.box.lid, 0.7 * width, 0.3 * ink)
    }
    walls = base == .block ? WallStrip.all(of: mesh, scene.box) : WallStrip.rims(of: mesh)
    grounds = GroundTile.all(of: scene, mesh)
    patches = MeshPatch.all(of: mesh, ground: base == .floor ? scene.box.groundZ : nil)
  }

  /// Draws everything that falls into a band.
  func paint(_ band: inout SampleBand) {
    let margin = 6 + Int(edge.halfWidth)
    let range = Int32((band.top - margin) * 16)...Int32((band.top + band.rows + margin) * 16)
    let near = patches.filter { $0.rows.overlaps(range) }
    for patch in near { fill(patch, &band) }
    for wall in walls where wall.rows.overlaps(range) { wall.fill(&band) }
    for ground in grounds { ground.fill(&band) }
    for patch in near { strokeLines(patch, &band) }
    for wall in walls where wall.rows.overlaps(range) {
      wall.strokeEdges(edge, strata, mesh, &band)
    }
  }

  // MARK: Surface

  private func fill(_ patch: MeshPatch, _ band: inout SampleBand) {
    for row in patch.lines {
      let (low, high) = (mesh.vertices[row], mesh.vertices[row + 1])
      for column in patch.columns {
        let (a, b) = (low[column], low[column + 1])
        let (c, d) = (high[column + 1], high[column])
        let sum = a.height + b.height + c.height + d.height
        guard !sum.isNaN else { continue }
        let name = cellName(column, row)
        let least = min(a.height, b.height, c.height, d.height)
        let most = max(a.height, b.height, c.height, d.height)
        guard least < 0 || most >= 1 else {
          draw(a, b, c, d, .surface, name, &band)
          continue
        }
        if least >= 1 {
          draw(a, b, c, d, .above, name, &band)
        } else if most < 0 {
          draw(a, b, c, d, .below, name, &band)
        } else {
          for triangle in triangles(column, row) { cut(triangle, name, &band) }
        }
      }
    }
  }

  private func draw(
    _ a: MeshVertex, _ b: MeshVertex, _ c: MeshVertex, _ d: MeshVertex, _ kind: SampleKind,
    _ cell: UInt32, _ band: inout SampleBand
  ) {
    if isCutFromA(a, b, c, d) {
      draw(a, b, c, kind, cell, &band)
      draw(a, c, d, kind, cell, &band)
    } else {
      draw(a, b, d, kind, cell, &band)
      draw(b, c, d, kind, cell, &band)
    }
  }

  private func draw(
    _ a: MeshVertex, _ b: MeshVertex, _ c: MeshVertex, _ kind: SampleKind, _ cell: UInt32,
    _ band: inout SampleBand
  ) {
    band.fill(a, b, c, kind: kind, cell: cell)
    if base == .floor { band.fill(a, c, b, kind: .underside, cell: cell) }
  }

  /// A cell is halved along the diagonal whose ends differ less: it runs along ridges and valleys.
  private func isCutFromA(_ a: MeshVertex, _ b: MeshVertex, _ c: MeshVertex, _ d: MeshVertex)
    -> Bool
  {
    abs(a.height - c.height) <= abs(b.height - d.height)
  }

  private func triangles(_ column: Int, _ row: Int) -> [[CutCorner]] {
    let (a, b) = (mesh.corner(column, row), mesh.corner(column + 1, row))
    let (c, d) = (mesh.corner(column + 1, row + 1), mesh.corner(column, row + 1))
    return isCutFromA(a.vertex, b.vertex, c.vertex, d.vertex)
      ? [[a, b, c], [a, c, d]] : [[a, b, d], [b, c, d]]
  }

  private func cut(_ triangle: [CutCorner], _ cell: UInt32, _ band: inout SampleBand) {
    let top = mesh.part(triangle, true, 1)
    let rest = mesh.part(triangle, false, 1)
    for (polygon, kind) in [
      (top, SampleKind.above), (mesh.part(rest, true, 0), .surface),
      (mesh.part(rest, false, 0), .below),
    ] where polygon.count > 2 {
      for index in 1..<(polygon.count - 1) {
        draw(
          polygon[0].vertex, polygon[index].vertex, polygon[index + 1].vertex, kind, cell, &band)
      }
    }
  }

  // MARK: Contour lines

  private func strokeLines(_ patch: MeshPatch, _ band: inout SampleBand) {
    for row in patch.lines {
      let (low, high) = (mesh.vertices[row], mesh.vertices[row + 1])
      for column in patch.columns {
        let (a, b, c, d) = (low[column], low[column + 1], high[column + 1], high[column])
        let sum = a.height + b.height + c.height + d.height
        guard !sum.isNaN else { continue }
        let least = min(a.height, b.height, c.height, d.height)
        let most = max(a.height, b.height, c.height, d.height)
        guard let first = levels.firstIndex(where: { $0.height > least }),
          levels[first].height <= most
        else { continue }
        for triangle in triangles(column, row) {
          stroke(triangle, levels[first...], cellName(column, row), &band)
        }
      }
    }
  }

  private func stroke(
    _ triangle: [CutCorner], _ levels: ArraySlice<LineLevel>, _ cell: UInt32,
    _ band: inout SampleBand
  ) {
    let most = max(triangle[0].height, triangle[1].height, triangle[2].height)
    for level in levels where level.height <= most {
      guard let (start, end) = mesh.segment(triangle, at: level.height) else { continue }
      if base == .floor, !level.isCut {
        band.stroke(
          LinePiece(
            start: floorPoint(start), end: floorPoint(end), halfWidth: level.halfWidth,
            ink: 1, cell: 0, nearby: .max, kinds: .floor, height: level.height))
      }
      // The ground of a cut always faces the eye, however the surface runs into it.
      guard level.isCut || isFacing(triangle) else { continue }
      band.stroke(
        LinePiece(
          start: start.vertex.sample, end: end.vertex.sample, halfWidth: level.halfWidth,
          ink: level.ink, cell: cell, nearby: mesh.nearby,
          kinds: level.isCut ? .top : .surface))
    }
  }

  private func floorPoint(_ corner: CutCorner) -> SIMD2<Float> {
    SurfaceMesh.vertex(
      SIMD3(corner.x, corner.y, mesh.projection.box.groundZ), height: 0, light: 1, mesh.projection
    ).sample
  }

  /// Whether a triangle shows its upper side, or turns it away so little that a line on it lies a pixel
  /// or two behind the horizon: it is drawn on the horizon then, unbroken.
  private func isFacing(_ triangle: [CutCorner]) -> Bool {
    let places = triangle.map {
      SIMD3($0.x, $0.y, mesh.lid * Double(min(max($0.height, 0), 1)))
    }
    let (u, v) = (places[1] - places[0], places[2] - places[0])
    let normal = SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
    return dot(normalized(normal), normalized(mesh.projection.eye - places[0])) > -0.1
  }
}

extension MeshVertex {
  /// Where it lies, in samples.
  var sample: SIMD2<Float> { SIMD2(Float(x), Float(y)) / Float(SurfaceMesh.fractions) }
}

extension SurfaceMesh {
  /// The cells within which a line's own samples lie: a little more than a cell of the field.
  var nearby: Int32 { Int32(steps + steps / 4 + 2) }
}
