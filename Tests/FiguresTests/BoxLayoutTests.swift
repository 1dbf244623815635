import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct BoxLayoutTests {
  private func layout(_ composition: Composition, _ picture: some Illustration) -> Layout {
    Layout(composition, on: RecordingCanvas(for: picture))
  }

  @Test(arguments: [(1920, 1080), (800, 600), (1080, 1920), (500, 400)])
  func plotsOfAFlowFigureLineUp(width: Int, height: Int) throws {
    let figure = SampleFlows.comparison(width: width, height: height)
    let scale = ColorScale(fields: figure.matrices.map(\.field), scale: .log, range: nil)
    let layout = layout(figure.composition(scale), figure)
    let plots = layout.plots.map(\.frame.rectangle)
    try #require(plots.count == 3)
    #expect(plots[0].y == plots[1].y && plots[0].maxY == plots[1].maxY)
    #expect(plots[0].width == plots[1].width)
    #expect(plots[2].x == plots[0].x && abs(plots[2].maxX - plots[1].maxX) <= 1)
    #expect(plots[2].y > plots[0].maxY)
    let bar = try #require(layout.bar)
    #expect(bar.rectangle.x > plots[1].maxX)
    #expect(bar.rectangle.y == plots[1].y && bar.rectangle.maxY <= plots[1].maxY)
    // A colour bar and the names of lines begin in one column; both end inside the picture.
    #expect(layout.texts.allSatisfy { $0.box.maxX <= Double(width) })
  }

  @Test func panelsOfUnequalShapeStandOnOneMiddle() throws {
    let grid = try #require(Grid(xs: [0, 1, 2, 3], ys: [0, 1]))
    var figure = SampleSurfaces.comparison(points: 9)
    figure.panels[1].field = ScalarField(grid: grid) { x, y in 1 + x + y }
    let plots = layout(figure.composition(nil), figure).plots.map(\.frame.rectangle)
    #expect(abs(plots[0].center.y - plots[1].center.y) <= 1)
    #expect(plots[1].height < plots[0].height && plots[0].maxX < plots[1].x)
  }

  @Test func aWideHeadlinePushesTheNeighbourAway() {
    var figure = SampleSurfaces.comparison(points: 9)
    for index in 0..<2 { figure.panels[index].headline = nil }
    let before = layout(figure.composition(nil), figure).plots.map(\.frame.rectangle)
    figure.panels[0].headline = "A headline that is wider than its plot"
    figure.panels[1].headline = "Another one that is as wide"
    let canvas = RecordingCanvas(for: figure)
    let after = Layout(figure.composition(nil), on: canvas)
    let plots = after.plots.map(\.frame.rectangle)
    #expect(plots[1].x - plots[0].maxX > before[1].x - before[0].maxX)
    let headlines = after.texts.filter { $0.text.contains("wide") }
    #expect(headlines.count >= 2)
    for headline in headlines {
      let plot = headline.text.hasPrefix("A headline") ? plots[0] : plots[1]
      #expect(abs(headline.box.center.x - plot.center.x) < 1)
    }
  }

  @Test func namesOfCategoriesTurnWhereTheyHaveNoRoom() {
    func labels(_ count: Int) -> [PlacedText] {
      let names = (0..<count).map { "layer\($0).conv" }
      let points = names.indices.map { PlanePoint(x: Double($0), y: 1) }
      let chart = Chart(
        xLabel: "x", yLabel: "y", axis: .categories(names),
        series: [Chart.Series(name: "s", hue: .plain, points: points)])
      return layout(chart.composition, chart).texts.filter { $0.text.hasSuffix(".conv") }
    }
    #expect(labels(5).count == 5 && labels(5).allSatisfy(\.isUpright))
    #expect(labels(30).count == 30 && labels(30).allSatisfy { !$0.isUpright })
    let many = labels(200)
    #expect(many.count < 200 && many.count > 20, "as many as do not touch")
  }

  @Test func moreSeriesThanARowHoldsTakeAnother() {
    let points = [PlanePoint(x: 1, y: 1), PlanePoint(x: 2, y: 3)]
    let series = (0..<12).map { index in
      Chart.Series(
        name: "a series of some length, number \(index)", hue: .ordered(Double(index) / 12),
        points: points)
    }
    let chart = Chart(xLabel: "x", yLabel: "y", axis: .numbers, series: series)
    let layout = layout(chart.composition, chart)
    #expect(layout.samples.count == 12, "none is left out")
    #expect(Set(layout.samples.map(\.box.y)).count > 1)
  }
}
