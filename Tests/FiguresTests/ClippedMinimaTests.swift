import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct ClippedMinimaTests {
  private func figure(_ range: ClosedRange<Double>?) -> Figure {
    let field = ScalarField(grid: SampleSurfaces.grid(21)) { x, y in
      // Two bowls: the left one at 1, the right one at 5.
      x < 0 ? 1 + 8 * ((x + 0.5) * (x + 0.5) + y * y) : 5 + 8 * ((x - 0.5) * (x - 0.5) + y * y)
    }
    return Figure(
      panels: [
        Panel(
          field,
          minima: [MinimumMark(x: -0.5, y: 0, rank: 1), MinimumMark(x: 0.5, y: 0, rank: 2)],
          center: nil)
      ], scale: .linear, colorRange: range)
  }

  private func texts(_ figure: Figure) -> Set<String> {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return Set(canvas.texts.map(\.text)).intersection([
      "local minimum (1 = deepest)", "minimum in a clipped region",
      "local minimum in a clipped region (1 = deepest)",
    ])
  }

  /// The numbers of minima in white on a mark's colour, and in that colour on white.
  private func rings(_ figure: Figure) -> [Int] {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    let palette = Palette(figure.theme)
    let fills = canvas.fills.filter { $0.groups.isEmpty || $0.groups == ["panel 1"] }.map(\.color)
    let pairs = zip(fills, fills.dropFirst())
    return [
      pairs.count { $0 == palette.markOutline && $1 == palette.mark },
      pairs.count { $0 == palette.mark && $1 == palette.markOutline },
    ]
  }

  @Test func aMinimumOutsideTheColorsIsHollow() {
    #expect(texts(figure(nil)) == ["local minimum (1 = deepest)"])
    #expect(rings(figure(nil))[0] == 2)
    let clipped = figure(0.5...4)
    #expect(texts(clipped) == ["local minimum (1 = deepest)", "minimum in a clipped region"])
    #expect(rings(clipped) == [1, 1])
  }

  @Test func theLegendNamesOnlyHollowOnesWhereAllAreClipped() {
    #expect(texts(figure(6...9)) == ["local minimum in a clipped region (1 = deepest)"])
  }
}
