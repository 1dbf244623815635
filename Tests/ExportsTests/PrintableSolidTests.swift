import Exports
import FailureTestSupport
import Failures
import Grids
import Testing

@Suite("Solids for a 3-D printer")
struct PrintableSolidTests {
  /// A triangle as the file holds it.
  private struct Triangle {
    let normal: SIMD3<Float>
    let corners: [SIMD3<Float>]
  }

  private func triangles(_ stl: [UInt8]) throws -> [Triangle] {
    func word(_ place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(stl[place + $1]) << (8 * UInt32($1)) }
    }
    func vector(_ place: Int) -> SIMD3<Float> {
      SIMD3(
        Float(bitPattern: word(place)), Float(bitPattern: word(place + 4)),
        Float(bitPattern: word(place + 8)))
    }
    let count = Int(word(80))
    try #require(stl.count == 84 + 50 * count)
    return (0..<count).map { index in
      let place = 84 + 50 * index
      return Triangle(
        normal: vector(place), corners: [12, 24, 36].map { vector(place + $0) })
    }
  }

  private func field(_ columns: Int, _ rows: Int, _ value: (Double, Double) -> Double) throws
    -> ScalarField
  {
    ScalarField(
      grid: try #require(
        Grid(xs: (0..<columns).map { Double($0) }, ys: (0..<rows).map { Double($0) / 2 - 1 })),
      value)
  }

  @Test(
    "are closed: each edge belongs to two triangles that run along it in opposite directions",
    arguments: [(2, 2), (2, 5), (7, 3), (12, 9)])
  func closed(columns: Int, rows: Int) throws {
    let heights = try field(columns, rows) { x, y in (x * x - 3 * x * y).magnitude + x }
    let solid = try PrintableSolid(heights, size: .init(), from: "a.h5")
    let triangles = try triangles(solid.stl)
    #expect(triangles.count == solid.triangleCount)
    struct Edge: Hashable { let from, to: SIMD3<Float> }
    var edges: Set<Edge> = []
    var corners: Set<SIMD3<Float>> = []
    for triangle in triangles {
      for side in 0..<3 {
        let edge = Edge(from: triangle.corners[side], to: triangle.corners[(side + 1) % 3])
        #expect(edge.from != edge.to && edges.insert(edge).inserted)
        corners.insert(edge.from)
      }
    }
    #expect(edges.allSatisfy { edges.contains(Edge(from: $0.to, to: $0.from)) })
    // Euler: the surface of a ball.
    #expect(corners.count - edges.count / 2 + triangles.count == 2)
  }

  @Test("have the volume below the surface, and normals that point outwards")
  func volume() throws {
    // A plane: 40 mm high on one side, 0 on the other, above a base of 3 mm.
    let solid = try PrintableSolid(field(5, 3) { x, _ in x }, size: .init(), from: "a.h5")
    #expect(solid.extent == [100, 25, 43])
    let triangles = try triangles(solid.stl)
    let volume = triangles.reduce(0) { sum, triangle in
      let (a, b, c) = (triangle.corners[0], triangle.corners[1], triangle.corners[2])
      return sum + Double(dot(a, cross(b, c))) / 6
    }
    #expect((volume - 100 * 25 * (3 + 20)).magnitude < 0.1)
    for triangle in triangles {
      let (a, b, c) = (triangle.corners[0], triangle.corners[1], triangle.corners[2])
      let normal = cross(b - a, c - a)
      #expect((dot(triangle.normal, triangle.normal) - 1).magnitude < 1e-5)
      #expect(dot(triangle.normal, normal) > 0)
    }
    #expect(triangles.allSatisfy { $0.corners.allSatisfy { $0.z >= 0 && $0.z <= 43 } })
  }

  private func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  private func dot(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { (a * b).sum() }

  @Test("a flat surface becomes a plate of the base's thickness")
  func flat() throws {
    let solid = try PrintableSolid(field(4, 4) { _, _ in 7 }, size: .init(), from: "a.h5")
    #expect(solid.extent.z == 3)
  }

  @Test("lines, holes, crowded points and sizes beyond reason are refused")
  func refusals() throws {
    func code(_ heights: ScalarField, _ size: PrintableSolid.Size = .init()) throws -> Failure.Code
    {
      try failure { _ = try PrintableSolid(heights, size: size, from: "a.h5") }.code
    }
    #expect(try code(field(4, 1) { x, _ in x }) == .data)
    #expect(try code(field(4, 4) { x, y in x == 1 && y == 0 ? .nan : x }) == .data)
    let crowded = ScalarField(grid: try #require(Grid(xs: [0, 1 - 1e-12, 1], ys: [0, 1]))) { x, _ in
      x
    }
    #expect(try code(crowded) == .data)
    for size in [-1, 0, .nan, .infinity, 1e9] {
      #expect(try code(field(3, 3) { x, _ in x }, .init(edge: size)) == .usage)
      #expect(try code(field(3, 3) { x, _ in x }, .init(base: size)) == .usage)
    }
  }
}
