import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct ProfileFigureTests {
  private func line(_ name: String, _ hue: SeriesHue, hasAccuracy: Bool = true)
    -> ProfileFigure.Line
  {
    let xs = (0...10).map { Double($0) / 5 - 1 }
    return ProfileFigure.Line(
      name: name, hue: hue, losses: xs.map { PlanePoint(x: $0, y: 0.5 + 4 * $0 * $0) },
      accuracies: hasAccuracy ? xs.map { PlanePoint(x: $0, y: 90 - 80 * $0 * $0) } : [],
      minima: [PlanePoint(x: 0, y: 0.5)])
  }

  private func figure(hasAccuracy: Bool = true) -> ProfileFigure {
    let lines = [
      line("plain", .plain, hasAccuracy: hasAccuracy),
      line("residual", .residual, hasAccuracy: false),
    ]
    return ProfileFigure(
      sections: [
        .init(headline: "Along α, at β = 0", xLabel: "α: step", lines: lines),
        .init(headline: "Along β, at α = 0", xLabel: "β: step", lines: lines),
      ], title: "Profiles", quantity: "training loss")
  }

  private func layout(_ figure: ProfileFigure) -> Layout {
    Layout(figure.composition, on: RecordingCanvas(for: figure))
  }

  private func drawn(_ figure: ProfileFigure) -> RecordingCanvas {
    let canvas = RecordingCanvas(for: figure)
    figure.draw(on: canvas)
    return canvas
  }

  @Test func accuraciesStandBelowTheLosses() throws {
    let plots = layout(figure()).plots.map(\.frame.rectangle)
    try #require(plots.count == 4)
    #expect(plots[0].x == plots[1].x && plots[0].maxY < plots[1].y)
    #expect(plots[0].y == plots[2].y && plots[0].maxX < plots[2].x)
    #expect(plots[0].height > plots[1].height)
    #expect(layout(figure(hasAccuracy: false)).plots.count == 2)
    let texts = drawn(figure()).texts.map(\.text)
    #expect(texts.count { $0 == "accuracy (%)" } == 1, "one axis for the row")
    #expect(texts.count { $0 == "training loss (log scale)" } == 1)
    #expect(texts.contains("α: step") && texts.contains("β: step"))
  }

  @Test func linesGoThroughTheirPoints() throws {
    let figure = figure()
    let frame = try #require(layout(figure).plots.first).frame
    let expected = figure.sections[0].lines[0].losses.map(frame.point)
    let found = drawn(figure).strokes.contains { $0.path == Path(through: expected) }
    #expect(found)
    #expect(frame.yScale == .logarithmic)
  }

  @Test func minimaAreMarkedAndExplained() {
    let canvas = drawn(figure())
    #expect(canvas.fills.count { $0.groups.last == "minima" } == 8, "two circles each")
    #expect(canvas.texts.contains { $0.text == "local minimum along the line" })
    #expect(canvas.texts.count { $0.text == "plain" } == 1, "one entry for all sections")
  }

  @Test func whatTheAxisCannotShowIsAGap() {
    var figure = figure(hasAccuracy: false)
    figure.sections.removeLast()
    figure.sections[0].lines.removeLast()
    figure.sections[0].lines[0].losses[5] = PlanePoint(x: 0, y: .nan)
    let canvas = drawn(figure)
    let lines = canvas.strokes.map(\.path.elements).filter { $0.count == 5 && $0.last != .close }
    #expect(lines.count == 2)
  }

  @Test func anythingIsDrawn() {
    let empty = ProfileFigure(sections: [])
    #expect(drawn(empty).textFaults == [])
    for values in [[Double.nan], [0, -1], [1e308, -1e308], [0], [.leastNonzeroMagnitude, 1]] {
      for scale in ValueScale.allCases {
        let points = values.enumerated().map { PlanePoint(x: Double($0), y: $1) }
        let figure = ProfileFigure(
          sections: [.init(xLabel: "x", lines: [.init(name: "a", hue: .plain, losses: points)])],
          scale: scale)
        let canvas = drawn(figure)
        #expect(canvas.textFaults == [])
        #expect(canvas.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }, "\(values)")
      }
    }
  }

  @Test func theSummarySaysWhatIsShown() {
    let summary = figure().summary
    #expect(
      summary.contains("plain: training loss from 0.5 to 4.5, 1 local minimum along the line."))
    #expect(summary.contains("Accuracy in per cent from 10 to 90."))
  }
}
