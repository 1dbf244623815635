import Analysis
import Datasets
import Figures
import Grids
import Landscapes
import Pictures
import Provenance
import Testing

@Suite("Surfaces as panels")
struct SurfaceFigureTests {
  private func panel(_ xs: ClosedRange<Double>, isOurs: Bool) -> Panel {
    let grid = Grid.square(xs, count: 3)
    let record = SurfaceRecord(
      weights: Origin(digest: "w", made: nil), directions: Origin(digest: "d", made: nil),
      data: DataRecord(name: "data", samples: 1, digest: "e"), grid: grid, precision: "fast")
    let surface = LossSurface(
      grid: grid, split: .train, manifest: isOurs ? Manifest(.surface(record)) : nil)
    return Panel(
      surface: surface, analysis: MinimaAnalysis(of: surface.loss, quantity: surface.quantity))
  }

  @Test("the trained weights are marked where the file says that they are in the centre")
  func weights() {
    #expect(panel(-1...1, isOurs: true).center == PlanePoint(x: 0, y: 0))
    #expect(panel(0...1, isOurs: true).center == PlanePoint(x: 0, y: 0))
    #expect(panel(0.5...1, isOurs: true).center == nil)
    #expect(panel(-1...1, isOurs: false).center == nil)
  }
}
