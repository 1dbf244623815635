/// A strip of the wall below an edge of the surface, one cell wide.
struct WallStrip: Sendable {
  /// Along the edge of the surface, with the surface on the left.
  let rim: [CutCorner]
  /// Below them.
  let feet: [MeshVertex]
  let cell: UInt32
  /// Whether the viewer is on the outer side.
  let isFacing: Bool
  /// Whether the wall ends or turns at its first and at its last point.
  let endsFirst: Bool
  let endsLast: Bool
  /// In sixteenths of a sample.
  let rows: ClosedRange<Int32>

  /// The walls around the surface and around its holes.
  static func all(of mesh: SurfaceMesh, _ box: SceneBox) -> [WallStrip] {
    strips(of: mesh, ground: box.groundZ)
  }

  /// Strips without height: only the rim of the surface.
  static func rims(of mesh: SurfaceMesh) -> [WallStrip] { strips(of: mesh, ground: nil) }

  /// A side of a cell: the step to the neighbour behind it, and the corners at its ends, the cell on
  /// the left.
  private static let sides = [
    (step: (0, -1), from: (0, 0), to: (1, 0)), (step: (1, 0), from: (1, 0), to: (1, 1)),
    (step: (0, 1), from: (1, 1), to: (0, 1)), (step: (-1, 0), from: (0, 1), to: (0, 0)),
  ]

  private static func strips(of mesh: SurfaceMesh, ground: Double?) -> [WallStrip] {
    let light = SurfaceLight(mesh.projection)
    var strips: [WallStrip] = []
    for row in 0..<(mesh.ys.count - 1) {
      for column in 0..<(mesh.xs.count - 1) where mesh.isSurface(column: column, row: row) {
        for (step, from, to) in sides {
          guard !mesh.isSurface(column: column + step.0, row: row + step.1) else { continue }
          func goesOn(_ sign: Int) -> Bool {
            // Along the side, forwards or backwards.
            let (dx, dy) = (sign * (to.0 - from.0), sign * (to.1 - from.1))
            return mesh.isSurface(column: column + dx, row: row + dy)
              && !mesh.isSurface(column: column + dx + step.0, row: row + dy + step.1)
          }
          strips.append(
            WallStrip(
              mesh, mesh.corner(column + from.0, row + from.1),
              mesh.corner(column + to.0, row + to.1), cell: cellName(column, row),
              normal: SIMD3(Double(step.0), Double(step.1), 0), ground: ground, light: light,
              endsFirst: !goesOn(-1), endsLast: !goesOn(1)))
        }
      }
    }
    return strips
  }

  private init(
    _ mesh: SurfaceMesh, _ a: CutCorner, _ b: CutCorner, cell: UInt32, normal: SIMD3<Double>,
    ground: Double?, light: SurfaceLight, endsFirst: Bool, endsLast: Bool
  ) {
    let cuts = [Float(0), 1].filter { (a.height >= $0) != (b.height >= $0) }
    let ordered = a.height < b.height ? cuts : cuts.reversed()
    let rim = [a] + ordered.map { mesh.crossing(a, b, at: $0) } + [b]
    let projection = mesh.projection
    let brightness = Float(light.wall(normal))
    feet =
      ground.map { ground in
        rim.map {
          SurfaceMesh.vertex(
            SIMD3($0.x, $0.y, ground), height: 0, light: brightness, projection)
        }
      } ?? []
    self.rim = rim
    self.cell = cell
    self.endsFirst = endsFirst
    self.endsLast = endsLast
    isFacing = dot(normal, projection.eye - SIMD3(a.x, a.y, 0)) > 0
    let ys = rim.map(\.vertex.y) + feet.map(\.y)
    rows = (ys.min() ?? 0)...(ys.max() ?? 0)
  }

  func fill(_ band: inout SampleBand) {
    guard isFacing, !feet.isEmpty else { return }
    for index in 1..<rim.count {
      var (first, last) = (rim[index - 1].vertex, rim[index].vertex)
      (first.light, last.light) = (feet[0].light, feet[0].light)
      band.fill(feet[index - 1], feet[index], last, kind: .wall, cell: cell)
      band.fill(feet[index - 1], last, first, kind: .wall, cell: cell)
    }
  }

  /// Draws the lines along the rim, along the ground and where the wall turns.
  func strokeEdges(
    _ edge: ScenePainter.LineLevel, _ strata: [ScenePainter.LineLevel], _ mesh: SurfaceMesh,
    _ band: inout SampleBand
  ) {
    func stroke(
      _ a: MeshVertex, _ b: MeshVertex, _ line: ScenePainter.LineLevel, _ kinds: SampleKinds
    ) {
      band.stroke(
        LinePiece(
          start: a.sample, end: b.sample, halfWidth: line.halfWidth, ink: line.ink, cell: cell,
          nearby: mesh.nearby, kinds: kinds))
    }
    for index in 1..<rim.count {
      stroke(
        rim[index - 1].vertex, rim[index].vertex, edge,
        isFacing ? [.top, .wall] : .top)
    }
    guard isFacing, let foot = feet.first, let lastFoot = feet.last, let first = rim.first,
      let last = rim.last
    else { return }
    stroke(foot, lastFoot, edge, .wall)
    if endsFirst { stroke(foot, first.vertex, edge, .wall) }
    if endsLast { stroke(lastFoot, last.vertex, edge, .wall) }
    for line in strata {
      guard let (start, end) = stratum(line.height, mesh) else { continue }
      stroke(start, end, line, .wall)
    }
  }

  /// The line at a height along the wall, as far as the wall reaches up to it.
  private func stratum(_ height: Float, _ mesh: SurfaceMesh) -> (MeshVertex, MeshVertex)? {
    guard let first = rim.first, let last = rim.last else { return nil }
    var ends = (first, last)
    switch (first.height >= height, last.height >= height) {
    case (true, true): break
    case (true, false): ends.1 = mesh.crossing(first, last, at: height)
    case (false, true): ends.0 = mesh.crossing(first, last, at: height)
    case (false, false): return nil
    }
    func place(_ corner: CutCorner) -> MeshVertex {
      SurfaceMesh.vertex(
        SIMD3(corner.x, corner.y, mesh.lid * Double(height)), height: height, light: 1,
        mesh.projection)
    }
    return (place(ends.0), place(ends.1))
  }
}
