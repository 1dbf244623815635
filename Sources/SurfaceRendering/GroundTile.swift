internal import Grids

/// A rectangle on the ground of a scene: the bottom of a hole, or the floor below a sheet.
struct GroundTile: Sendable {
  /// Counterclockwise as seen from above.
  let corners: [MeshVertex]
  let kind: SampleKind

  static func all(of scene: SurfaceScene, _ mesh: SurfaceMesh) -> [GroundTile] {
    let (box, grid) = (scene.box, scene.field.grid)
    func tile(_ x: (Double, Double), _ y: (Double, Double), _ kind: SampleKind) -> GroundTile {
      GroundTile(
        corners: [(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1)].map {
          SurfaceMesh.vertex(
            SIMD3($0.0, $0.1, box.groundZ), height: 0, light: 1, mesh.projection)
        }, kind: kind)
    }
    if scene.base == .floor {
      return [tile((-box.halfX, box.halfX), (-box.halfY, box.halfY), .floor)]
    }
    let (xs, ys) = (grid.xs.map(box.placeX), grid.ys.map(box.placeY))
    var tiles: [GroundTile] = []
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) {
        let corner = grid.index(column: column, row: row)
        let states = [corner, corner + 1, corner + grid.columns, corner + grid.columns + 1].map {
          scene.field.state(at: $0)
        }
        guard states.contains(where: { $0 != .finite }) else { continue }
        tiles.append(
          tile(
            (xs[column], xs[column + 1]), (ys[row], ys[row + 1]),
            states.contains(.nonfinite) ? .nonfinite : .missing))
      }
    }
    return tiles
  }

  func fill(_ band: inout SampleBand) {
    band.fill(corners[0], corners[1], corners[2], kind: kind, cell: .max)
    band.fill(corners[0], corners[2], corners[3], kind: kind, cell: .max)
  }
}
