import FigureTestSupport
import Figures
import Grids
import Testing

private let sizes = [
  (1920, 1080), (320, 240), (640, 360), (800, 600), (1000, 1000), (1080, 1920), (400, 800),
  (3840, 2160), (8000, 6000), (2000, 300), (64, 64), (16, 9), (1, 1),
]

private let long = String(repeating: "a rather long text that goes on and on ", count: 6)

/// Figures with little, much and absurd text.
private func figures(width: Int, height: Int) -> [Figure] {
  var figures: [Figure] = []
  let full = SampleSurfaces.comparison(points: 9, width: width, height: height)
  figures.append(full)
  var wordy = full
  wordy.title = long
  wordy.provenance = long
  wordy.quantity = long
  for panel in wordy.panels.indices {
    wordy.panels[panel].headline = long
    wordy.panels[panel].subtitle = String(repeating: "x", count: 200)
    wordy.panels[panel].xLabel = long
    wordy.panels[panel].yLabel = long
  }
  figures.append(wordy)
  var single = full
  single.panels.removeLast()
  single.colorRange = 1...2
  single.panels[0].field = SampleSurfaces.withHoles(single.panels[0].field)
  figures.append(single)
  var three = full
  three.panels.append(full.panels[0])
  three.panels[1].yLabel = "another"
  three.scale = .linear
  figures.append(three)
  var wide = full
  wide.panels = [Panel(SampleSurfaces.bowl(SampleSurfaces.grid(41, 1)), headline: "A row")]
  wide.title = nil
  figures.append(wide)
  figures.append(Figure(panels: [], width: width, height: height))
  var tiny = single
  tiny.panels[0].field = SampleSurfaces.bowl(SampleSurfaces.grid(9)).map { 1e-7 * $0 - 123_456 }
  tiny.scale = .linear
  tiny.colorRange = nil
  figures.append(tiny)
  return figures
}

@Suite struct FigureLayoutTests {
  @Test(arguments: sizes, ContourStyle.allCases)
  func noTextOverlapsOrLeavesThePicture(size: (Int, Int), style: ContourStyle) {
    for (index, figure) in figures(width: size.0, height: size.1).enumerated() {
      var figure = figure
      figure.style = style
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      #expect(canvas.textFaults == [], "figure \(index)")
    }
  }

  @Test func theFaultFinderFindsFaults() {
    let canvas = RecordingCanvas(for: Figure(panels: [], width: 100, height: 100))
    let font = Font(size: 10)
    let black = Color(hex: 0)
    canvas.draw("one", at: Point(x: 10, y: 50), in: font, color: black, isUpright: true)
    #expect(canvas.textFaults.isEmpty)
    canvas.draw("two", at: Point(x: 20, y: 55), in: font, color: black, isUpright: false)
    #expect(canvas.textFaults.count == 1)
    canvas.draw("out", at: Point(x: 90, y: 90), in: font, color: black, isUpright: true)
    #expect(canvas.textFaults.count == 2)
  }

  @Test(arguments: Theme.allCases) func onASlideEveryTextIsLarge(theme: Theme) {
    for points in [9, 31] {
      var figure = SampleSurfaces.comparison(points: points)
      figure.theme = theme
      figure.colorRange = 1...3
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      #expect(canvas.texts.map(\.font.size).min() ?? 0 >= 20)
      for text in ["Plain: 11 local minima", "With shortcuts: 1 local minimum"] {
        let size = canvas.texts.first { $0.text == text }?.font.size ?? 0
        #expect(size >= 32, "headlines are read from the back row")
      }
    }
  }

  @Test func partsAreGivenUpInOrder() {
    var partsBySize: [Set<FigurePart>] = []
    for side in stride(from: 40, through: 1080, by: 20) {
      let figure = SampleSurfaces.comparison(points: 9, width: side * 16 / 9, height: side)
      let layout = Layout(
        figure.composition(nil), on: RecordingCanvas(for: figure))
      let missing = FigurePart.allCases.filter { !layout.parts.contains($0) }
      #expect(missing == Array(FigurePart.allCases.prefix(missing.count)))
      partsBySize.append(layout.parts)
    }
    #expect(partsBySize.last == Set(FigurePart.allCases))
    for (smaller, larger) in zip(partsBySize, partsBySize.dropFirst()) {
      #expect(smaller.isSubset(of: larger))
    }
    #expect(partsBySize[0].count < 5)
  }

  @Test(arguments: [(51, 51, 1.0), (81, 31, 81.0 / 31), (31, 81, 31.0 / 81)])
  func unitsOfBothAxesAreEquallyLong(columns: Int, rows: Int, aspect: Double) throws {
    let grid = try #require(
      Grid(xs: (0..<columns).map(Double.init), ys: (0..<rows).map(Double.init)))
    let figure = Figure(panels: [Panel(SampleSurfaces.bowl(grid))], style: .heatmap)
    let layout = Layout(figure.composition(nil), on: RecordingCanvas(for: figure))
    let plot = try #require(layout.plots.first?.frame.rectangle)
    #expect(abs(plot.width / plot.height / aspect - 1) < 0.01)
  }

  @Test func panelsWithOneVerticalAxisNameItOnce() {
    func names(_ figure: Figure) -> Int {
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      return canvas.texts.filter { $0.text.hasPrefix("β") }.count
    }
    var figure = SampleSurfaces.comparison(points: 9)
    #expect(names(figure) == 1)
    figure.panels[1].yLabel = "β: something else"
    #expect(names(figure) == 2)
  }

  @Test func plotsStandOnWholePixels() {
    for size in sizes {
      let figure = SampleSurfaces.comparison(points: 9, width: size.0, height: size.1)
      let layout = Layout(figure.composition(nil), on: RecordingCanvas(for: figure))
      for plot in layout.plots.map(\.frame.rectangle) {
        for edge in [plot.x, plot.y, plot.maxX, plot.maxY] { #expect(edge == edge.rounded()) }
      }
    }
  }
}
