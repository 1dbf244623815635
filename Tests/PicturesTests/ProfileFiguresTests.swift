import Analysis
import Figures
import Grids
import Pictures
import Testing

@Suite("Surfaces as profiles")
struct ProfileFiguresTests {
  private func source(xs: [Double], ys: [Double], _ value: (Double, Double) -> Double) throws
    -> ProfileFigure.Source
  {
    let grid = try #require(Grid(xs: xs, ys: ys))
    let losses = ScalarField(grid: grid, value)
    return ProfileFigure.Source(
      name: "net", hue: .plain, losses: losses, accuracies: losses.map { 100 / (1 + $0) })
  }

  @Test("a plane has a line along each direction, in the row and the column nearest to 0")
  func planes() throws {
    let source = try source(xs: [-1, 0, 1, 2], ys: [-0.5, 0.25, 1]) { x, y in
      1 + x * x + 10 * (y - 0.25) * (y - 0.25)
    }
    let figure = ProfileFigure(sources: [source], quantity: "training loss")
    try #require(figure.sections.count == 2)
    #expect(figure.sections.map(\.headline) == ["Along α, at β = 0.25", "Along β, at α = 0"])
    let first = figure.sections[0].lines[0]
    #expect(first.losses.map(\.x) == [-1, 0, 1, 2] && first.losses.map(\.y) == [2, 1, 2, 5])
    let accuracies = [2.0, 1, 2, 5].map { 100 / (1 + $0) }
    #expect(first.accuracies.map(\.y) == accuracies)
    #expect(first.minima == [PlanePoint(x: 0, y: 1)])
    #expect(figure.sections[1].lines[0].losses.map(\.x) == [-0.5, 0.25, 1])
  }

  @Test("a grid that is one point wide is one line")
  func lines() throws {
    let across = try source(xs: [-1, 0, 1], ys: [0]) { x, _ in 2 - x }
    let up = try source(xs: [0], ys: [-1, 0, 1]) { _, y in 2 + y * y }
    #expect(ProfileFigure(sources: [across]).sections.map(\.headline) == ["Along α, at β = 0"])
    let figure = ProfileFigure(sources: [up])
    #expect(figure.sections.map(\.headline) == ["Along β, at α = 0"])
    #expect(figure.sections[0].lines[0].minima == [PlanePoint(x: 0, y: 2)])
    // A line that falls to its end has no minimum inside.
    #expect(ProfileFigure(sources: [across]).sections[0].lines[0].minima == [])
  }

  @Test("different places are all named, unknown accuracies left out")
  func places() throws {
    var sources = [
      try source(xs: [-1, 0, 1], ys: [-1, 0, 1]) { x, _ in 1 + x * x },
      try source(xs: [-1, 0, 1], ys: [-1, 0.5, 1]) { x, _ in 1 + x * x },
    ]
    sources[1].accuracies = ScalarField(missingOn: sources[1].losses.grid)
    let figure = ProfileFigure(sources: sources, heights: .linear)
    #expect(figure.sections[0].headline == "Along α, at β = 0 and 0.5")
    #expect(figure.sections[0].lines.map(\.accuracies.count) == [3, 0])
    #expect(figure.scale == .linear)
  }
}
