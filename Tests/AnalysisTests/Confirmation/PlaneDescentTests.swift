import Analysis
import Grids
import Testing

struct PlaneDescentTests {
  /// Where a descent from a point ends in the window −20 … 20 with a spacing of 1.
  private func end(of function: TestFunction, fromX x: Double) throws -> PlanePoint {
    let descent = PlaneDescent(
      function: function, lower: PlanePoint(x: -20, y: -20), upper: PlanePoint(x: 20, y: 20),
      spacing: PlanePoint(x: 1, y: 1), scale: .standard, noise: 0, reference: 1)
    return try descent.end(from: PlanePoint(x: x, y: 0)).point
  }

  @Test func patternSearchDoesNotJumpOverARidge() throws {
    // A cone with a ring of lower ground around it, a spacing away from its tip.
    let function = TestFunction(model: { x, y in
      let r = max((x * x + y * y).squareRoot(), 1e-9)
      return LocalModel(
        loss: r < 0.8 ? 1 + 0.1 * r : 0.9, gradient: (0.1 * x / r, 0.1 * y / r), hessian: (0, 0, 0))
    }) { x, y in
      let r = (x * x + y * y).squareRoot()
      return r < 0.8 ? 1 + 0.1 * r : 0.9
    }
    let end = try end(of: function, fromX: 0.1)
    #expect(end.x * end.x + end.y * end.y < 0.1 * 0.1, "\(end)")
  }

  @Test func theLastStepOfNewtonsMethodDoesNotJumpOverARidge() throws {
    // Ridges at half a spacing; the derivatives promise a little beyond them.
    let function = TestFunction(model: { x, _ in
      LocalModel(loss: 1 - 1e-8 * x, gradient: (-1e-7, 0), hessian: (1e-7, 0, 1e-7))
    }) { x, _ in 1 - 1e-8 * x + (abs(abs(x) - 0.5) < 0.1 ? 0.1 : 0) }
    #expect(try end(of: function, fromX: 0) == PlanePoint(x: 0, y: 0))
  }

  @Test func goesDownToTheMinimum() throws {
    let end = try end(
      of: TestFunction { x, y in 1 + (x - 0.3) * (x - 0.3) + 2 * (y + 0.2) * (y + 0.2) }, fromX: 9)
    #expect(abs(end.x - 0.3) < 1e-3 && abs(end.y + 0.2) < 1e-3, "\(end)")
  }
}
