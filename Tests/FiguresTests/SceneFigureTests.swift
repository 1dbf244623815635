import FigureTestSupport
import Figures
import Grids
import SurfaceRendering
import Testing

private let sizes = [
  (1920, 1080), (1000, 700), (320, 240), (1000, 1000), (1080, 1920), (2000, 300), (64, 64), (1, 1),
]

private let long = String(repeating: "a rather long text that goes on and on ", count: 6)

private func drawn(_ figure: SceneFigure) -> RecordingCanvas {
  let canvas = RecordingCanvas(for: figure)
  figure.draw(on: canvas)
  return canvas
}

/// Figures with little, much and absurd text.
private func figures(width: Int, height: Int) -> [SceneFigure] {
  let full = SampleScenes.comparison(points: 9, width: width, height: height)
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
  var holes = full
  holes.panels.removeLast()
  holes.panels[0].field = SampleSurfaces.withHoles(holes.panels[0].field)
  holes.range = 1...2
  var many = full
  many.panels = (0..<12).map { full.panels[$0 % 2] }
  var wide = full
  wide.panels = [Panel(SampleSurfaces.bowl(SampleSurfaces.grid(9, 1)), headline: "A row")]
  wide.base = .floor
  var tiny = full
  tiny.panels[0].field = SampleSurfaces.bowl(SampleSurfaces.grid(9)).map { 1e-7 * $0 - 123_456 }
  tiny.scale = .linear
  let empty = SceneFigure(panels: [], width: width, height: height)
  return [full, wordy, holes, many, wide, tiny, empty].map(coarse)
}

/// The same figure with few pixels in its surfaces: these tests are about what stands around them.
private func coarse(_ figure: SceneFigure) -> SceneFigure {
  var figure = figure
  figure.rasterScale = 0.12
  return figure
}

@Suite struct SceneFigureTests {
  @Test(arguments: sizes) func noTextOverlapsOrLeavesThePicture(width: Int, height: Int) {
    for (index, figure) in figures(width: width, height: height).enumerated() {
      let canvas = drawn(figure)
      #expect(canvas.textFaults == [], "figure \(index)")
      let picture = Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height)
      #expect(canvas.images.allSatisfy { picture.contains($0.box) })
    }
  }

  @Test(arguments: [-180, -135, -90, -60, 20], [0, 20, 46, 90])
  func everyViewKeepsTextsApart(azimuth: Int, elevation: Int) {
    var figure = SampleScenes.comparison(points: 5, width: 800, height: 450)
    figure.view = SurfaceView(azimuth: Double(azimuth), elevation: Double(elevation))
    figure.rasterScale = 0.3
    for index in figure.panels.indices { figure.panels[index].minima = [] }
    let canvas = drawn(figure)
    #expect(canvas.textFaults == [])
    // No text lies on a surface.
    for text in canvas.texts where text.text.count > 1 {
      #expect(canvas.opacity(under: text.box) < 0.02, "\(text.text)")
    }
  }

  @Test func allPanelsShareOneScaleOneBarAndOneCamera() {
    let figure = coarse(SampleScenes.comparison(points: 9))
    let canvas = drawn(figure)
    #expect(canvas.texts.filter { $0.text == "training loss (log scale)" }.count == 1)
    #expect(canvas.images.count == 2)
    var same = figure
    same.panels[1].field = same.panels[0].field
    let images = drawn(same).images.map(\.image)
    #expect(images[0] == images[1])
  }

  @Test func aHiddenMinimumDiffersFromAVisibleOne() {
    var figure = coarse(SampleScenes.ridge)
    let canvas = drawn(figure)
    let mark = Color(hex: 0xC2184B)
    let white = Color(hex: 0xFFFFFF)
    // The visible one: a filled circle with a white number; the hidden one: the reverse.
    let numbers = canvas.texts.filter { $0.font.isBold && ["1", "2"].contains($0.text) }
    #expect(numbers.map(\.color) == [white, mark, white, mark])
    #expect(canvas.texts.contains { $0.text == "minimum out of sight" })
    // Looking from above, both are in view.
    figure.view.elevation = 90
    let above = drawn(figure)
    #expect(!above.texts.contains { $0.text == "minimum out of sight" })
    #expect(
      above.texts.filter { $0.font.isBold && ["1", "2"].contains($0.text) }.allSatisfy {
        $0.color == white
      })
  }

  @Test func aClippedMinimumIsOutOfSight() {
    var figure = coarse(SampleScenes.ridge)
    figure.view.elevation = 90
    figure.range = 2...3
    let canvas = drawn(figure)
    #expect(canvas.texts.contains { $0.text == "minimum out of sight" })
    #expect(canvas.texts.contains { $0.text == "below 2: clipped" })
  }

  @Test func morePixelsForPrint() {
    var figure = SampleScenes.comparison(points: 5, width: 300, height: 220)
    let (once, boxes) = (drawn(figure).images.map(\.image), drawn(figure).images.map(\.box))
    figure.rasterScale = 1.5
    let fine = drawn(figure)
    #expect(fine.images.map(\.box) == boxes)
    for (a, b) in zip(once, fine.images.map(\.image)) {
      #expect(b.width == Int((1.5 * Double(a.width)).rounded()))
    }
  }

  @Test(arguments: Theme.allCases) func onASlideEveryTextIsLarge(theme: Theme) {
    var figure = coarse(SampleScenes.comparison(points: 9))
    figure.theme = theme
    let texts = drawn(figure).texts
    #expect(texts.map(\.font.size).min() ?? 0 >= 18)
    for text in ["Plain: 11 local minima", "With shortcuts: 1 local minimum"] {
      #expect(texts.first { $0.text == text }?.font.size ?? 0 >= 32)
    }
    #expect(texts.filter { $0.text == "α" || $0.text == "β" }.count == 4)
  }

  @Test(arguments: [
    [0, 0, 0, 0], [1e308, .leastNonzeroMagnitude, 1, 1], [.nan, .infinity, 0, 1], [-1, -2, -3, -4],
    [1e-300, 1e-300, 1e-300, 1e-300], [.nan, .nan, .nan, .nan], [-1e308, 1e308, 0, 1],
  ])
  func extremeValuesTrapNothing(values: [Double]) {
    for scale in ValueScale.allCases {
      for base in SurfaceBase.allCases {
        let field = ScalarField(grid: SampleSurfaces.grid(2), values: values)
        var figure = SceneFigure(
          panels: [Panel(field, minima: SampleSurfaces.marks)], scale: scale, base: base,
          width: 150, height: 100)
        figure.view.zoom = 3
        #expect(drawn(figure).textFaults == [])
        #expect(!figure.summary.isEmpty)
      }
    }
  }
}

extension RecordingCanvas {
  /// The mean opacity of the pictures under a rectangle, 0...1.
  fileprivate func opacity(under rectangle: Rectangle) -> Double {
    var (sum, count) = (0, 1)
    for (image, box) in images {
      let scale = Double(image.width) / box.width
      func pixels(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
        let first = min(max(0, Int(low * scale)), count)
        return first..<min(max(first, Int(high * scale)), count)
      }
      let xs = pixels(rectangle.x - box.x, rectangle.maxX - box.x, image.width)
      let ys = pixels(rectangle.y - box.y, rectangle.maxY - box.y, image.height)
      for y in ys {
        for x in xs {
          sum += Int(image.rgba[4 * (y * image.width + x) + 3])
          count += 1
        }
      }
    }
    return Double(sum) / 255 / Double(count)
  }
}
