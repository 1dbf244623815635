import Analysis
import Grids
import Testing

struct RefinedSurfaceTests {
  /// As long as nothing is known a finer level has the minima and barriers of the coarser one.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func keepsMinimaAndBarriers(seed: UInt64) throws {
    let field = randomField(seed: seed, walls: seed.isMultiple(of: 2) ? 0.1 : 0)
    let surface = try #require(RefinedSurface(losses: field, levels: 2))
    func diagram(_ field: ScalarField) -> [[Double]] {
      MergeTree(sublevelSetsOf: field).diagram.map { [$0.birth, $0.death] }
    }
    for level in 0...2 {
      #expect(diagram(surface.field(level: level)) == diagram(field))
    }
  }

  @Test func takesWhatIsSampled() throws {
    var surface = try #require(RefinedSurface(losses: field([[0, 4], [2, 8]]), levels: 1))
    #expect(surface.field(level: 1).values == [0, 4, 4, 2, 4, 8, 2, 8, 8])
    #expect(!surface.isKnown(4, level: 1) && surface.isKnown(2, level: 1))
    surface.set(-1, at: 4, level: 1)
    #expect(surface.isKnown(4, level: 1))
    #expect(surface.field(level: 1).values == [0, 4, 4, 2, -1, 8, 2, 8, 8])
    #expect(surface.position(of: 4, level: 1) == PlanePoint(x: 0.5, y: 0.5))
  }

  @Test func cannotHalveNeighbouringNumbers() throws {
    let grid = try #require(Grid(xs: [1, 1.0.nextUp], ys: [0, 1]))
    #expect(RefinedSurface(losses: ScalarField(grid: grid) { x, _ in x }, levels: 1) == nil)
  }
}
