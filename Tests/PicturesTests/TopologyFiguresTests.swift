import Analysis
import Figures
import Grids
import Pictures
import Provenance
import Testing

@Suite("Minima of a surface as classes and basins")
struct TopologyFiguresTests {
  /// One row of losses with minima of 0.1, 0.5, 0.3 and, at the end, 0.2.
  private func losses(_ row: [Double] = [2, 0.1, 1, 0.5, 0.6, 0.3, 0.9, 0.2]) throws -> ScalarField
  {
    let grid = try #require(Grid(xs: row.indices.map { Double($0) - 3 }, ys: [0]))
    return ScalarField(grid: grid, values: row)
  }

  @Test("classes are born and end at losses with the offset")
  func classes() throws {
    let losses = try losses()
    let analysis = MinimaAnalysis(of: losses, quantity: "train_loss", threshold: 0.1)
    let panel = PersistenceFigure.Panel(losses: losses, analysis: analysis, name: "Net")
    let components = panel.classes.filter { $0.dimension == .component }
    #expect(components.map(\.birth) == [0.1, 0.2, 0.3, 0.5].map { $0 + 0.001 })
    #expect(components.map(\.death) == [.infinity, 1.001, 0.901, 0.601])
    // 0.5 lies log10(0.601 / 0.501) = 0.08 decades below its saddle.
    #expect(components.map(\.rank) == [1, nil, 2, nil])
    #expect(components.map(\.isOnBorder) == [false, true, false, false])
    #expect(panel.headline == "Net: 2 local minima" && panel.threshold == 0.1)
  }

  @Test("a hole is born at its lowest saddle and ends at its maximum")
  func holes() throws {
    let grid = Grid.square(-1...1, count: 5)
    let losses = ScalarField(grid: grid) { x, y in
      let ring = max(abs(x), abs(y))
      return ring == 0 ? 5 : ring == 0.5 ? 1 + 0.1 * x : 3
    }
    let analysis = MinimaAnalysis(of: losses, quantity: "loss", scale: .linear)
    let panel = PersistenceFigure.Panel(losses: losses, analysis: analysis)
    let holes = panel.classes.filter { $0.dimension == .hole }
    #expect(holes.map(\.birth) == [1.05] && holes.map(\.death) == [5])
  }

  @Test("every point belongs to a basin, and basins meet where the classes end")
  func basins() throws {
    let losses = try losses()
    let analysis = MinimaAnalysis(of: losses, quantity: "train_loss", threshold: 0.1)
    let panel = BasinFigure.Panel(
      losses: losses, analysis: analysis, plane: .random(RandomDirections()))
    #expect(panel.basins.map(\.rank) == [1, nil, 2])
    #expect(panel.basins.map(\.x) == [-2, 4, 2])
    #expect(panel.basins.map(\.death) == [.infinity, 1.001, 0.901])
    #expect(panel.basins.map(\.survivor) == [nil, 0, 1])
    #expect(panel.owners == [0, 0, 0, 2, 2, 2, 1, 1])
    #expect(panel.xLabel == "α: step along direction x (units of filter norm)")
  }

  @Test("walls belong to no basin")
  func walls() throws {
    let losses = try losses([1, 0.5, .nan, 0.4, 1])
    let analysis = MinimaAnalysis(of: losses, quantity: "train_loss")
    let panel = BasinFigure.Panel(losses: losses, analysis: analysis)
    #expect(panel.owners == [1, 1, nil, 0, 0])
    #expect(panel.basins.map(\.death) == [.infinity, .infinity])
  }

  @Test("axes say what is added to the loss")
  func names() {
    #expect(HeightScale.standard.axisName(of: "training loss") == "training loss (+ 0.001)")
    #expect(HeightScale.logarithmic(offset: -2).axisName(of: "loss") == "loss (− 2)")
    #expect(HeightScale.linear.axisName(of: "loss") == "loss")
    #expect(HeightScale.linear.axisScale == .linear)
  }
}
