/// A square of cells of a mesh with the rows of the picture on which it may fall.
struct MeshPatch: Sendable {
  let columns: Range<Int>
  let lines: Range<Int>
  /// In sixteenths of a sample.
  let rows: ClosedRange<Int32>

  private static let side = 16

  /// The patches of a mesh.
  ///
  /// - Parameter ground: The height of a floor on which they leave their lines too; nil for none.
  static func all(of mesh: SurfaceMesh, ground: Double?) -> [MeshPatch] {
    let (width, height) = (mesh.xs.count - 1, mesh.ys.count - 1)
    var patches: [MeshPatch] = []
    for row in stride(from: 0, to: height, by: side) {
      for column in stride(from: 0, to: width, by: side) {
        let columns = column..<min(column + side, width)
        let lines = row..<min(row + side, height)
        if let patch = MeshPatch(columns, lines, mesh, ground) { patches.append(patch) }
      }
    }
    return patches
  }

  /// Nil where there is no surface.
  private init?(
    _ columns: Range<Int>, _ lines: Range<Int>, _ mesh: SurfaceMesh, _ ground: Double?
  ) {
    var (least, most) = (Int32.max, Int32.min)
    for row in lines.lowerBound...lines.upperBound {
      for column in columns.lowerBound...columns.upperBound {
        let vertex = mesh.vertices[row][column]
        guard !vertex.height.isNaN else { continue }
        (least, most) = (min(least, vertex.y), max(most, vertex.y))
      }
    }
    guard least <= most else { return nil }
    if let ground {
      for (column, row) in [
        (columns.lowerBound, lines.lowerBound), (columns.upperBound, lines.lowerBound),
        (columns.lowerBound, lines.upperBound), (columns.upperBound, lines.upperBound),
      ] {
        let place = SIMD3(mesh.xs[column], mesh.ys[row], ground)
        let y = SurfaceMesh.vertex(place, height: 0, light: 1, mesh.projection).y
        (least, most) = (min(least, y), max(most, y))
      }
    }
    self.columns = columns
    self.lines = lines
    // Where an edge is cut, its new end may lie beyond both ends, but less than a cell away.
    let margin = Int32(min(16 * 40, Double(most - least) + 16 * 8))
    rows = (least - margin)...(most + margin)
  }
}
