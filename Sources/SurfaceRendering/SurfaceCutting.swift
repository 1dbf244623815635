/// A vertex with what is needed to cut the edges that end in it.
struct CutCorner {
  let x: Double
  let y: Double
  let vertex: MeshVertex

  var height: Float { vertex.height }
}

extension SurfaceMesh {
  func corner(_ column: Int, _ row: Int) -> CutCorner {
    CutCorner(x: xs[column], y: ys[row], vertex: vertices[row][column])
  }

  /// The point of an edge at a height between those of its ends. The same bits from either end.
  func crossing(_ a: CutCorner, _ b: CutCorner, at level: Float) -> CutCorner {
    let (low, high) = a.height < b.height ? (a, b) : (b, a)
    let share = Double((level - low.height) / (high.height - low.height))
    let x = low.x + share * (high.x - low.x)
    let y = low.y + share * (high.y - low.y)
    let light = low.vertex.light + Float(share) * (high.vertex.light - low.vertex.light)
    let z = lid * Double(min(max(level, 0), 1))
    return CutCorner(
      x: x, y: y,
      vertex: SurfaceMesh.vertex(SIMD3(x, y, z), height: level, light: light, projection))
  }

  /// The part of a polygon at or above a level, or that below it.
  func part(_ polygon: [CutCorner], _ isAbove: Bool, _ level: Float) -> [CutCorner] {
    var part: [CutCorner] = []
    for (index, corner) in polygon.enumerated() {
      let next = polygon[(index + 1) % polygon.count]
      let (isIn, isNextIn) = (corner.height >= level, next.height >= level)
      if isIn == isAbove { part.append(corner) }
      if isIn != isNextIn { part.append(crossing(corner, next, at: level)) }
    }
    return part
  }

  /// Both ends of a contour line in a triangle; nil where it does not pass.
  ///
  /// A corner at the level counts as above it, so that a plateau at the level has a line along its
  /// edge and none across.
  func segment(_ triangle: [CutCorner], at level: Float) -> (CutCorner, CutCorner)? {
    var ends: [CutCorner] = []
    for index in 0..<3 {
      let (corner, next) = (triangle[index], triangle[(index + 1) % 3])
      if (corner.height >= level) != (next.height >= level) {
        ends.append(crossing(corner, next, at: level))
      }
    }
    return ends.count == 2 ? (ends[0], ends[1]) : nil
  }
}
