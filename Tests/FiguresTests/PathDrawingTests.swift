import FigureTestSupport
import Figures
import Grids
import Testing

@Suite("Paths of optimisers in pictures")
struct PathDrawingTests {
  private func figure(_ values: [Double?]) -> Figure {
    let grid = Grid.square(-1...1, count: 9)
    let field = ScalarField(grid: grid) { x, y in 1 + 4 * (x * x + y * y) }
    let path = PathMark(
      steps: values.enumerated().map { index, value in
        PathMark.Step(at: PlanePoint(x: -0.8 + 0.5 * Double(index), y: 0.3), value: value)
      })
    return Figure(
      panels: [Panel(field, center: nil, paths: [path])], scale: .linear, colorRange: 1...9)
  }

  private func drawn(_ figure: Figure) -> RecordingCanvas {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return canvas
  }

  @Test("a checkpoint has the colour of its own value, not of the ground under it")
  func colors() {
    let fills = drawn(figure([9, 5, nil, 1])).fills.map(\.color)
    let map = ColorMap.viridis
    for position in [1, 0.5, 0] { #expect(fills.contains(map.color(at: position))) }
    // Beyond the scale the ends stay.
    let beyond = drawn(figure([100, -3])).fills.map(\.color)
    #expect(beyond.contains(map.color(at: 1)) && beyond.contains(map.color(at: 0)))
  }

  @Test("the legend names path and dots, and says whether the losses are true ones")
  func legend() {
    let known = drawn(figure([2, 3])).texts.map(\.text)
    #expect(known.contains("path of the optimiser"))
    #expect(known.contains("checkpoint, coloured by its true loss"))
    let unknown = drawn(figure([nil, nil])).texts.map(\.text)
    #expect(unknown.contains("checkpoint"))
    #expect(drawn(figure([])).texts.allSatisfy { !$0.text.contains("coloured") })
  }
}
