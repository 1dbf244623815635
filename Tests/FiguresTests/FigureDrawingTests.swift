import FigureTestSupport
import Figures
import Grids
import Testing

private func drawn(_ figure: Figure) -> RecordingCanvas {
  let canvas = RecordingCanvas(for: figure)
  figure.draw(on: canvas)
  return canvas
}

private func legend(_ figure: Figure) -> Set<String> {
  let entries = [
    "local minimum (1 = deepest)", "minimum on the border: not counted", "trained weights",
    "not computed",
    "not finite (NaN or ∞)", "above 3: clipped", "below 1: clipped",
  ]
  return Set(drawn(figure).texts.map(\.text)).intersection(entries)
}

@Suite struct FigureDrawingTests {
  @Test func theLegendNamesWhatIsThereAndNothingElse() {
    var figure = Figure(panels: [Panel(SampleSurfaces.bumpy(SampleSurfaces.grid(9)))])
    #expect(legend(figure) == ["trained weights"])
    figure.panels[0].center = nil
    #expect(legend(figure) == [])
    figure.panels[0].center = PlanePoint(x: 2, y: 0)
    #expect(legend(figure) == [], "outside the plot")
    figure.panels[0].minima = [MinimumMark(x: 0, y: 0, rank: 1)]
    #expect(legend(figure) == ["local minimum (1 = deepest)"])
    figure.panels[0].minima = [MinimumMark(x: 0, y: 0, rank: nil)]
    figure.colorRange = 1...3
    #expect(
      legend(figure) == [
        "minimum on the border: not counted", "above 3: clipped", "below 1: clipped",
      ])
    figure.colorRange = nil
    figure.panels[0].field = SampleSurfaces.withHoles(figure.panels[0].field)
    #expect(
      legend(figure) == [
        "minimum on the border: not counted", "not computed", "not finite (NaN or ∞)",
      ])
  }

  @Test(arguments: ContourStyle.allCases)
  func clippedAndAbsentPointsHaveTheirOwnGround(style: ContourStyle) {
    var figure = Figure(
      panels: [
        Panel(SampleSurfaces.withHoles(SampleSurfaces.bumpy(SampleSurfaces.grid(21))))
      ], style: style)
    let plain = Set(drawn(figure).fills.filter { $0.groups == ["panel 1"] }.map(\.color))
    figure.colorRange = 1...3
    let clipped = Set(drawn(figure).fills.filter { $0.groups == ["panel 1"] }.map(\.color))
    let grounds: Set<Color> = [Color(hex: 0xFFF9DC), Color(hex: 0x16031C)]
    #expect(plain.isDisjoint(with: grounds))
    #expect(grounds.isSubset(of: clipped))
    let absences: Set<Color> = [Color(hex: 0xD9DDE1), Color(hex: 0x3C424A)]
    #expect(absences.isSubset(of: plain))
  }

  @Test(arguments: ContourStyle.allCases, ValueScale.allCases)
  func equalSurfacesLookEqualInAllPanels(style: ContourStyle, scale: ValueScale) {
    let panel = Panel(SampleSurfaces.bumpy(SampleSurfaces.grid(15)))
    let canvas = drawn(Figure(panels: [panel, panel], style: style, scale: scale))
    func colors(_ name: String) -> [Color] {
      canvas.fills.filter { $0.groups == [name] }.map(\.color)
    }
    #expect(colors("panel 1") == colors("panel 2"))
    #expect(colors("panel 1").count > 1)
  }

  @Test func theScaleIsSharedByAllPanels() {
    let low = Panel(SampleSurfaces.bumpy(SampleSurfaces.grid(15)))
    let high = Panel(low.field.map { 100 * $0 })
    func first(_ panels: [Panel]) -> Set<Color> {
      Set(drawn(Figure(panels: panels)).fills.filter { $0.groups == ["panel 1"] }.map(\.color))
    }
    // Beside values a hundred times larger, the first panel uses the lower part of the map only.
    #expect(2 * first([low]).count > 3 * first([low, high]).count)
  }

  @Test func plotsSayWhatTheyCannotShow() {
    let grid = SampleSurfaces.grid(5)
    func texts(_ field: ScalarField) -> Set<String> {
      Set(drawn(Figure(panels: [Panel(field)])).texts.map(\.text))
    }
    #expect(
      texts(ScalarField(grid: grid) { _, _ in 0.5 }).contains("constant: 0.5 at every finite point")
    )
    #expect(
      texts(ScalarField(grid: grid) { _, _ in .nan }).contains(
        "no finite value at any computed point"))
    let none = ScalarField(
      grid: grid, values: Array(repeating: 0, count: 25),
      isComputed: Array(repeating: false, count: 25))
    #expect(texts(none).contains("no point computed yet"))
    #expect(
      texts(ScalarField(grid: grid) { x, _ in x - 2 }).contains(
        "value (linear scale: no positive value)"))
  }

  @Test(
    arguments: [(1, 1), (1, 7), (7, 1), (2, 2), (2, 1)], ContourStyle.allCases)
  func gridsOfAnyShapeAreDrawn(shape: (Int, Int), style: ContourStyle) {
    let field = SampleSurfaces.bowl(SampleSurfaces.grid(shape.0, shape.1))
    let canvas = drawn(Figure(panels: [Panel(field)], style: style))
    if style == .contour, min(shape.0, shape.1) > 1 {
      // Besides those of lines: the frame's and the cross's.
      let others: Set<Color> = [
        Color(hex: 0x2B323A), Color(hex: 0x14181D), Color(hex: 0xFFFFFF),
      ]
      #expect(!Set(canvas.strokes.map(\.stroke.color)).isSubset(of: others))
    } else {
      // Besides those of values: the ground's, the ticks' and the cross's.
      let others: Set<Color> = [Color(hex: 0xF3F5F7), Color(hex: 0x2B323A)]
      let colors = Set(canvas.fills.filter { $0.groups == ["panel 1"] }.map(\.color))
      #expect(!colors.isSubset(of: others))
    }
  }

  @Test func aStripOfPointsUsesTheColorsOfTheBar() {
    let canvas = drawn(Figure(panels: [Panel(SampleSurfaces.bowl(SampleSurfaces.grid(41, 1)))]))
    func colors(_ group: String) -> Set<Color> {
      Set(canvas.fills.filter { $0.groups == [group] }.map(\.color))
    }
    // Besides: the plot's ground, its ticks, the cross's arms.
    #expect(colors("panel 1").subtracting(colors("colour bar")).count <= 2)
    #expect(colors("panel 1").intersection(colors("colour bar")).count > 5)
  }

  @Test(arguments: [
    [1e308, -1e308, 0, 1], Array(repeating: .greatestFiniteMagnitude, count: 4),
    [.leastNonzeroMagnitude, 256 * .leastNonzeroMagnitude, 0, 1], [.infinity, 1, 2, 3],
    [.nan, -.infinity, 1, 1],
    [1e18, 1e18 + 128, 1e18, 1e18], [-0.0, 0, 0, 0],
  ])
  func extremeValuesTrapNothing(values: [Double]) {
    let field = ScalarField(grid: SampleSurfaces.grid(2), values: values)
    for style in ContourStyle.allCases {
      for scale in ValueScale.allCases {
        let canvas = drawn(Figure(panels: [Panel(field)], style: style, scale: scale))
        #expect(canvas.textFaults == [])
      }
    }
  }

  @Test func extremeAxesTrapNothing() throws {
    for xs in [[-1e308, 1e308], [0, .leastNonzeroMagnitude], [1e18, 1e18 + 128]] {
      let grid = try #require(Grid(xs: xs, ys: [0, 1]))
      for style in ContourStyle.allCases {
        let canvas = drawn(
          Figure(panels: [Panel(ScalarField(grid: grid) { _, y in y + 1 })], style: style))
        #expect(canvas.textFaults == [])
        let lost = canvas.points.filter { !$0.x.isFinite || !$0.y.isFinite }
        #expect(lost == [], "\(xs) \(style)")
      }
    }
  }

  @Test func withoutTextNoneIsDrawn() {
    var figure = SampleSurfaces.comparison(points: 9)
    figure.showsText = false
    #expect(drawn(figure).texts.isEmpty)
    figure.panels[0].field = figure.panels[0].field.map { _ in 1 }
    #expect(drawn(figure).texts.isEmpty)
  }

  @Test func theSummarySaysWhatIsShown() {
    let summary = SampleSurfaces.comparison(points: 9).summary
    for part in [
      "ResNet-56", "Plain: 11 local minima.", "9 × 9 points", "training loss from 0.24",
      "one colour scale", "seed 1",
    ] {
      #expect(summary.contains(part), "\(summary)")
    }
  }
}
