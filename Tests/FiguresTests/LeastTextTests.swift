import FigureTestSupport
import Figures
import Grids
import Testing

/// Pictures of all kinds, with everything that can be written.
private func pictures(_ theme: Theme) -> [any Illustration] {
  var pair = SampleSurfaces.comparison(points: 9)
  pair.theme = theme
  pair.colorRange = 1...3
  pair.panels[0].field = SampleSurfaces.withHoles(pair.panels[0].field)
  var single = pair
  single.style = .contour
  single.panels.removeLast()
  var three = pair
  three.panels.append(pair.panels[0])
  var numerous = single
  numerous.panels[0].minima = (0..<400).map {
    MinimumMark(x: Double($0 % 20) / 11 - 0.9, y: Double($0 / 20) / 11 - 0.9, rank: $0 + 1)
  }
  var empty = single
  empty.panels[0] = Panel(
    ScalarField(grid: SampleSurfaces.grid(9), values: Array(repeating: .nan, count: 81)))
  var flow = SampleFlows.comparison(steps: 20, layers: 8)
  flow.theme = theme
  var chart = Chart(
    title: "Persistence of all minima", subtitle: "two nets", provenance: "seed 1", xLabel: "net",
    yLabel: "persistence", axis: .categories(["one", "two"]),
    series: [.init(name: "a", hue: .plain, points: [PlanePoint(x: 0, y: 2)])], theme: theme)
  let bars = chart
  chart.series = []
  return [pair, single, three, numerous, empty, flow, bars, chart]
}

@Suite struct LeastTextTests {
  @Test(arguments: PictureSize.named.map(\.name), Theme.allCases)
  func textIsReadableAndInItsPlace(name: String, theme: Theme) throws {
    let size = try PictureSize(name)
    let appearance = PictureAppearance(size: size)
    for (index, picture) in pictures(theme).enumerated() {
      func check(_ picture: some Illustration) {
        let (fitted, fittedSize) = appearance.fitted(picture)
        #expect(fittedSize == size && fitted.width == size.width)
        let canvas = RecordingCanvas(for: fitted, size: size)
        fitted.draw(on: canvas)
        let smallest = canvas.texts.map(\.font.size).min() ?? .infinity
        #expect(smallest >= size.leastText - 1e-9, "picture \(index)")
        #expect(canvas.textFaults == [], "picture \(index)")
        #expect(!canvas.texts.isEmpty, "picture \(index)")
      }
      check(picture)
    }
  }

  @Test func aTransparentPictureHasNoGround() {
    let figure = SampleSurfaces.comparison(points: 5)
    func ground(_ isTransparent: Bool) -> Bool {
      let canvas = RecordingCanvas(for: figure, isTransparent: isTransparent)
      figure.draw(on: canvas)
      return canvas.fills.contains {
        $0.path == Path(Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height))
      }
    }
    #expect(ground(false))
    #expect(!ground(true))
  }

  @Test func linesInPrintAreThinner() {
    func widest(_ theme: Theme) -> Double {
      var figure = SampleSurfaces.comparison(points: 9)
      figure.style = .contour
      figure.theme = theme
      figure.panels = figure.panels.map { Panel($0.field, center: nil) }
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      return canvas.strokes.map(\.stroke.width).max() ?? 0
    }
    #expect(widest(.paper) < widest(.light))
    #expect(widest(.dark) == widest(.light))
  }
}
