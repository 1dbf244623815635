import Grids
import Testing

@Suite("Values between the points of a grid")
struct ScalarFieldInterpolationTests {
  @Test("a bilinear function comes out everywhere, edges included")
  func bilinear() throws {
    let grid = try #require(Grid(xs: [-1, 0, 2, 3], ys: [0, 0.5, 4]))
    func value(_ x: Double, _ y: Double) -> Double { 1 + 2 * x - 3 * y + 0.5 * x * y }
    let field = ScalarField(grid: grid, value)
    for x in [-1, -0.25, 0, 1.5, 2, 3] {
      for y in [0, 0.125, 0.5, 3, 4] {
        let found = try #require(field.interpolated(at: PlanePoint(x: x, y: y)))
        #expect(abs(found - value(x, y)) < 1e-12, "(\(x), \(y))")
      }
    }
    #expect(field.interpolated(at: PlanePoint(x: 3.01, y: 0)) == nil)
    #expect(field.interpolated(at: PlanePoint(x: 0, y: -0.01)) == nil)
  }

  @Test("what is missing does not spread beyond its cells")
  func missing() throws {
    let grid = try #require(Grid(xs: [0, 1, 2], ys: [0]))
    let field = ScalarField(grid: grid, values: [1, 2, .nan], isComputed: [true, true, false])
    #expect(field.interpolated(at: PlanePoint(x: 0.25, y: 0)) == 1.25)
    #expect(field.interpolated(at: PlanePoint(x: 1, y: 0)) == 2)
    #expect(field.interpolated(at: PlanePoint(x: 1.5, y: 0))?.isNaN == true)
  }
}
