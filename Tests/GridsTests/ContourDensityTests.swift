import Grids
import Testing

@Suite("How close contour lines lie, without tracing them")
struct ContourDensityTests {
  private static func field(_ side: Int, _ value: (Double, Double) -> Double) throws -> ScalarField
  {
    let axis = (0..<side).map { -1 + 2 * Double($0) / Double(side - 1) }
    let grid = try #require(Grid(xs: axis, ys: axis))
    return ScalarField(
      grid: grid, values: axis.flatMap { y in axis.map { x in value(x, y) } })
  }

  @Test("the length of circles is found to 2 %")
  func circles() throws {
    let radii = [0.2, 0.35, 0.5, 0.65, 0.8]
    let field = try Self.field(101) { ($0 * $0 + $1 * $1).squareRoot() }
    let spacing = ContourDensity(field, levels: radii).spacing(width: 400, height: 400)
    let length = radii.map { 2 * Double.pi * $0 * 200 }.reduce(0, +)
    #expect(abs(spacing / (400 * 400 / length) - 1) < 0.02)
  }

  @Test(
    "it agrees roughly with the traced lines of noise, which run along the axes too often",
    arguments: [1, 2, 3] as [UInt64])
  func noise(seed: UInt64) throws {
    var state = seed
    let field = try Self.field(41) { _, _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let levels = [0.2, 0.4, 0.6, 0.8]
    let density = ContourDensity(field, levels: levels)
    let tracer = ContourTracer(field)
    let length = levels.flatMap { tracer.lines(at: $0) }.reduce(0.0) { sum, line in
      let points = line.points + (line.isClosed ? line.points.prefix(1) : [])
      return zip(points, points.dropFirst()).reduce(sum) { sum, pair in
        let (dx, dy) = (pair.1.x - pair.0.x, pair.1.y - pair.0.y)
        return sum + (dx * dx + dy * dy).squareRoot() * 50
      }
    }
    #expect(abs(density.spacing(width: 100, height: 100) / (100 * 100 / length) - 1) < 0.25)
  }

  @Test(
    "sides without a number at both ends are crossed by nothing, and no line is infinitely rare")
  func gaps() throws {
    let grid = try #require(Grid(xs: [0, 1, 2], ys: [0, 1]))
    let field = ScalarField(grid: grid, values: [0, .nan, 0, 0, .infinity, 0])
    #expect(ContourDensity(field, levels: [0.5]).spacing(width: 10, height: 10) == .infinity)
    let line = ScalarField(grid: try #require(Grid(xs: [0, 1], ys: [0])), values: [0, 1])
    #expect(ContourDensity(line, levels: []).spacing(width: 10, height: 10) == .infinity)
  }
}
