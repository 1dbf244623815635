import FigureTestSupport
import Figures
import Grids
import Testing

@Suite struct PanelGridTests {
  private func figure(_ count: Int, width: Int = 1920, height: Int = 1080) -> Figure {
    var figure = SampleSurfaces.comparison(points: 9, width: width, height: height)
    figure.panels = (0..<count).map { figure.panels[$0 % 2] }
    return figure
  }

  private func layout(_ figure: Figure) -> Layout {
    let scale = ColorScale(fields: figure.panels.map(\.field), scale: .log, range: nil)
    return Layout(figure.composition(scale), on: RecordingCanvas(for: figure))
  }

  private func shape(_ figure: Figure) -> [Int] {
    let plots = layout(figure).plots.map(\.frame.rectangle)
    return [Set(plots.map(\.y)).count, Set(plots.map(\.x)).count]
  }

  @Test(arguments: [
    (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 2), (5, 2, 3), (6, 2, 3), (8, 2, 4), (12, 2, 6),
  ])
  func panelsFillASlide(count: Int, rows: Int, columns: Int) {
    #expect(shape(figure(count)) == [rows, columns])
  }

  @Test func aTallPictureHasMoreRows() {
    #expect(shape(figure(2, width: 1080, height: 1920)) == [2, 1])
    #expect(shape(figure(4, width: 1200, height: 1200)) == [2, 2])
    #expect(shape(figure(6, width: 1080, height: 1920)) == [3, 2])
  }

  @Test func noOtherGridGivesMuchMoreRoom() {
    for count in 2...12 {
      for (width, height) in [(1920, 1080), (1200, 1200), (1080, 1920)] {
        var figure = figure(count, width: width, height: height)
        func area(_ figure: Figure) -> Double {
          layout(figure).plots.map(\.frame.rectangle).reduce(0) { $0 + $1.width * $1.height }
        }
        let chosen = area(figure)
        let others = (1...count).map { columns in
          figure.layout = PanelGrid(rows: 1, columns: columns)
          return area(figure)
        }
        #expect(chosen >= 0.7 * (others.max() ?? 0), "\(count) panels on \(width) × \(height)")
      }
    }
  }

  @Test func aGivenLayoutIsKept() {
    var figure = figure(5)
    figure.layout = PanelGrid(rows: 3, columns: 2)
    #expect(shape(figure) == [3, 2])
    figure.layout = PanelGrid(rows: 1, columns: 2)
    #expect(shape(figure) == [3, 2], "as many rows as the panels take")
    figure.layout = PanelGrid(rows: 2, columns: 9)
    #expect(shape(figure) == [1, 5])
  }

  @Test func onlyOuterPanelsNameTheirAxes() {
    func names(_ figure: Figure, _ axis: String) -> Int {
      let canvas = RecordingCanvas(for: figure)
      figure.draw(on: canvas)
      return canvas.texts.filter { $0.text.hasPrefix(axis) }.count
    }
    var six = figure(6)
    #expect(names(six, "α") == 3 && names(six, "β") == 2)
    // The last row has two panels: above the empty place the axis is named too.
    #expect(names(figure(5), "α") == 3)
    six.panels[5].xLabel = "α: something else"
    #expect(names(six, "α") == 6 && names(six, "β") == 2)
  }

  @Test func theColorBarIsAsHighAsAllRows() throws {
    let layout = layout(figure(6))
    let bar = try #require(layout.bar).rectangle
    let plots = layout.plots.map(\.frame.rectangle)
    #expect(abs(bar.y - plots[0].y) <= 1 && abs(bar.maxY - plots[5].maxY) <= 1)
    for text in layout.texts { #expect(!text.box.overlaps(bar), "\(text.text)") }
  }

  @Test func textOnASlideStaysLarge() {
    for count in 2...12 {
      let canvas = RecordingCanvas(for: figure(count))
      figure(count).draw(on: canvas)
      let sizes = canvas.texts.filter { Int($0.text) == nil }.map(\.font.size)
      #expect(sizes.min() ?? 0 >= 16, "\(count) panels")
    }
  }
}
