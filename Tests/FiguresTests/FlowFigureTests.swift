import FigureTestSupport
import Figures
import Grids
import Testing

private func drawn(_ figure: FlowFigure) -> RecordingCanvas {
  let canvas = RecordingCanvas(for: figure)
  figure.draw(on: canvas)
  return canvas
}

@Suite struct FlowFigureTests {
  @Test(arguments: [
    (1920, 1080), (320, 240), (640, 360), (800, 600), (1000, 1000), (1080, 1920), (400, 800),
    (3840, 2160), (2000, 300), (200, 200), (64, 64), (16, 9), (1, 1),
  ])
  func noTextOverlapsOrLeavesThePicture(width: Int, height: Int) {
    let full = SampleFlows.comparison(width: width, height: height)
    let long = String(repeating: "a rather long text that goes on ", count: 8)
    var wordy = full
    wordy.title = long
    wordy.chartTitle = long
    wordy.provenance = long
    wordy.rowLabel = long
    wordy.lineLabel = long
    wordy.quantity = long
    for index in wordy.matrices.indices {
      wordy.matrices[index].headline = long
      wordy.matrices[index].subtitle = String(repeating: "x", count: 200)
      wordy.lines[index].name = long
    }
    var four = full
    four.matrices += four.matrices
    four.lines += four.lines
    var unequal = full
    unequal.matrices[1].field = SampleFlows.field(steps: 9, layers: 55, halvings: 0)
    var bare = full
    bare.lines = []
    var single = SampleFlows.comparison(steps: 1, layers: 1, width: width, height: height)
    single.matrices.removeLast()
    let empty = FlowFigure(matrices: [], width: width, height: height)
    for (index, figure) in [full, wordy, four, unequal, bare, single, empty].enumerated() {
      #expect(drawn(figure).textFaults == [], "figure \(index)")
    }
  }

  @Test(arguments: Theme.allCases) func onASlideEveryTextIsLarge(theme: Theme) {
    var figure = SampleFlows.comparison()
    figure.theme = theme
    let texts = drawn(figure).texts
    // The line at the bottom may be a little smaller.
    #expect(texts.map(\.font.size).min() ?? 0 >= 18)
    #expect(texts.filter { $0.text.last == "…" }.map(\.text) == [])
    for text in ["Without shortcuts", "With shortcuts"] {
      #expect(texts.first { $0.text == text }?.font.size ?? 0 >= 32)
    }
    for text in ["without shortcuts", "with shortcuts", "training step"] {
      #expect(texts.contains { $0.text == text }, "\(text)")
    }
  }

  @Test func namesStandBesideTheEndsOfTheirLines() throws {
    let figure = SampleFlows.comparison()
    let texts = drawn(figure).texts
    let below = try #require(texts.first { $0.text == "without shortcuts" }).box
    let above = try #require(texts.first { $0.text == "with shortcuts" }).box
    #expect(above.y < below.y, "the line of the higher ratio ends higher")
    var swapped = figure
    swapped.lines.swapAt(0, 1)
    #expect(drawn(swapped).texts.first { $0.text == "with shortcuts" }?.box == above)
  }

  @Test func oneColorIsOneNumberInAllMatrices() {
    var figure = SampleFlows.comparison()
    figure.matrices[1] = figure.matrices[0]
    let canvas = drawn(figure)
    func colors(_ group: String) -> [Color] {
      canvas.fills.filter { $0.groups == [group] }.map(\.color)
    }
    #expect(colors("matrix 1") == colors("matrix 2"))
    #expect(Set(colors("matrix 1")).count > 20)
    // A factor of 2^38 beside a constant: the colours of the constant are few and at the top.
    let contrast = drawn(SampleFlows.comparison())
    let flat = contrast.fills.filter { $0.groups == ["matrix 2"] }.map(\.color)
    #expect(Set(flat).count <= 6)
  }

  @Test func aLineIsInterruptedWhereItHasNoLogarithm() {
    var figure = SampleFlows.comparison(steps: 9, layers: 3)
    figure.lines = [
      .init(
        name: "a", hue: .plain,
        points: [1, 2, 0, 4, .nan, 5, 6, .infinity, 2].enumerated().map {
          PlanePoint(x: Double($0.offset), y: $0.element)
        })
    ]
    let orange = Color(hex: 0xE69F00)
    let canvas = drawn(figure)
    // Two runs of two points; two of one point, which are dots; and the stroke to the name.
    #expect(canvas.strokes.filter { $0.stroke.color == orange }.count == 3)
    #expect(canvas.fills.filter { $0.color == orange }.count == 2)
  }

  @Test(arguments: [
    [0, 0, 0, 0], [1e308, .leastNonzeroMagnitude, 1, 1], [.nan, .infinity, 0, 1], [-1, -2, -3, -4],
    [1e-300, 1e-300, 1e-300, 1e-300], [0, 1e-300, 1, 1e30],
  ])
  func extremeValuesTrapNothing(values: [Double]) {
    var figure = SampleFlows.comparison(steps: 2, layers: 2)
    for index in figure.matrices.indices {
      let grid = figure.matrices[index].field.grid
      figure.matrices[index].field = ScalarField(grid: grid, values: values)
      figure.lines[index].points = values.enumerated().map {
        PlanePoint(x: Double($0.offset), y: $0.element)
      }
    }
    #expect(drawn(figure).textFaults == [])
    #expect(!figure.summary.isEmpty)
  }

  @Test func withoutTextNoneIsDrawn() {
    var figure = SampleFlows.comparison()
    figure.showsText = false
    #expect(drawn(figure).texts.isEmpty)
  }

  @Test func theSummarySaysWhatIsShown() {
    let summary = SampleFlows.comparison(steps: 10, layers: 4).summary
    for part in [
      "ResNet-20", "Without shortcuts.", "4 rows × 10 columns, from 0.0156 to 4.",
      "without shortcuts, from 0.0156 to 0.0781.", "before clipping",
    ] {
      #expect(summary.contains(part), "\(summary)")
    }
  }
}
