import FigureTestSupport
import Figures
import Grids
import SurfaceRendering
import Testing

@Suite struct ReliefTests {
  private func relief(
    _ field: ScalarField, _ range: ClosedRange<Double>? = nil, side: Double = 96
  ) throws -> Relief {
    let scale = try #require(ColorScale(fields: [field], scale: .linear, range: range))
    let extent = PlotExtent(field.grid, isCellwise: false)
    let frame = PlotFrame(
      extent: extent, rectangle: Rectangle(x: 0, y: 0, width: side, height: side))
    let colors = ValueColors(scale: scale, map: .viridis, theme: .light, style: .relief)
    return Relief(field, in: frame, colors: colors)
  }

  @Test func levelGroundHasTheColorsOfTheBar() throws {
    let field = ScalarField(grid: SampleSurfaces.grid(7)) { _, _ in 0.5 }
    let relief = try relief(field, 0...1)
    let flat = ColorMap.viridis.color(at: 0.5)
    for row in 0..<relief.image.height {
      for column in 0..<relief.image.width {
        let color = try #require(relief.color(column: column, row: row))
        #expect(abs(color.red - flat.red) < 0.003 && abs(color.blue - flat.blue) < 0.003)
      }
    }
  }

  @Test func slopesTowardsTheLampAreLit() {
    #expect(Relief.light(east: 0, north: 0) == 1)
    // At 45° towards the lamp the light falls straight on the ground.
    let half = 0.5.squareRoot()
    #expect(abs(Relief.light(east: half, north: -half) - 2.squareRoot()) < 1e-12)
    #expect(abs(Relief.light(east: -half, north: half)) < 1e-12)
    #expect(Relief.light(east: 0, north: 1) < 1)
    // Along the light's own direction across, both sides are equal.
    #expect(Relief.light(east: 0.3, north: 0.3) == Relief.light(east: -0.3, north: -0.3))
  }

  @Test func aHillIsLightInTheNorthWestAndDarkInTheSouthEast() throws {
    let field = ScalarField(grid: SampleSurfaces.grid(21)) { x, y in 2 - x * x - y * y }
    let relief = try relief(field)
    let (low, high) = (relief.image.width / 4, 3 * relief.image.width / 4)
    let lit = try #require(relief.color(column: low, row: low)).luminance
    let shaded = try #require(relief.color(column: high, row: high)).luminance
    let aside = try #require(relief.color(column: low, row: high)).luminance
    #expect(lit > aside && aside > shaded)
  }

  @Test func cellsWithoutNumbersAreLeftOut() throws {
    var field = ScalarField(grid: SampleSurfaces.grid(5)) { x, y in x + y }
    field[field.grid.index(column: 0, row: 0)] = .nan
    let relief = try relief(field)
    let cell = relief.image.width / 4
    for row in 0..<relief.image.height {
      for column in 0..<relief.image.width {
        let isOut = column < cell && row >= relief.image.height - cell
        #expect((relief.color(column: column, row: row) == nil) == isOut)
      }
    }
  }

  @Test func itIsDrawnUnderContourLines() {
    var figure = SampleSurfaces.comparison(points: 9, width: 640, height: 360)
    figure.style = .relief
    figure.panels.removeLast()
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    #expect(canvas.images.map(\.image.width) == [128])
    #expect(canvas.strokes.count > 10)
    #expect(figure.summary.contains("Shaded relief of the training loss"))
  }
}

extension Relief {
  /// The colour of a pixel; nil where there is none.
  fileprivate func color(column: Int, row: Int) -> Color? {
    let first = 4 * (row * image.width + column)
    guard image.rgba[first + 3] > 0 else { return nil }
    let parts = image.rgba[first..<first + 3].map { Double($0) / 255 }
    return Color(red: parts[0], green: parts[1], blue: parts[2])
  }
}
