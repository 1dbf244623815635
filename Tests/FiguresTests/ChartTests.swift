import FigureTestSupport
import Figures
import Grids
import Testing

struct ChartTests {
  private static let long = String(repeating: "a rather long text ", count: 12)

  private func bars(_ values: [[Double]], names: [String]? = nil) -> Chart {
    let count = values[0].count
    return Chart(
      title: "Bars", subtitle: "below", provenance: "from here", xLabel: "layer",
      yLabel: "mean |gradient|",
      axis: .categories(names ?? (0..<count).map { "layers.\($0).0" }),
      series: values.enumerated().map { index, values in
        Chart.Series(
          name: "series \(index)", hue: index == 0 ? .plain : .residual,
          points: values.enumerated().map { PlanePoint(x: Double($0), y: $1) })
      })
  }

  private func filled(_ chart: Chart, _ group: String) -> [Rectangle] {
    let canvas = RecordingCanvas(for: chart)
    chart.draw(on: canvas)
    return canvas.fills.filter { $0.groups == [group] }.flatMap { fill -> [Rectangle] in
      var corners: [Point] = []
      var rectangles: [Rectangle] = []
      for element in fill.path.elements {
        switch element {
        case .move(let point): corners = [point]
        case .line(let point): corners.append(point)
        case .curve: break
        case .close:
          let (xs, ys) = (corners.map(\.x), corners.map(\.y))
          rectangles.append(
            Rectangle(
              x: xs.min() ?? 0, y: ys.min() ?? 0, width: (xs.max() ?? 0) - (xs.min() ?? 0),
              height: (ys.max() ?? 0) - (ys.min() ?? 0)))
        }
      }
      return rectangles
    }
  }

  @Test func barsGrowByEqualStepsForEqualFactors() throws {
    let bars = filled(bars([[1e-3, 1e-2, 0.1, 1]]), "series 0")
    try #require(bars.count == 4)
    let steps = zip(bars.dropFirst(), bars).map { $0.height - $1.height }
    #expect(steps[0] > 20)
    for step in steps { #expect(abs(step - steps[0]) < 1e-6) }
    #expect(Set(bars.map { $0.maxY.rounded() }).count == 1, "all stand on the axis")
  }

  @Test func aQuantityHasRoundLabelsWhereverItsPointsLie() {
    func labels(_ axis: Chart.Axis) -> Set<String> {
      let chart = Chart(
        xLabel: "x", yLabel: "y", axis: axis,
        series: [
          Chart.Series(
            name: "line", hue: .other(0), points: [PlanePoint(x: 3.17, y: 1)],
            line: [PlanePoint(x: -1, y: 1e-9), PlanePoint(x: 9, y: 20)])
        ], yRange: 0.1...100)
      let canvas = RecordingCanvas(for: chart)
      chart.draw(on: canvas)
      return Set(canvas.texts.map(\.text))
    }
    #expect(labels(.quantity).isSuperset(of: ["0", "2", "4", "6", "8", "0.1", "100"]))
    #expect(!labels(.quantity).contains("3.17") && labels(.numbers).contains("3.17"))
  }

  @Test func anAxisThatCountsHasWholeNumbersOnly() {
    func labels(_ isCount: Bool) -> Set<String> {
      let chart = Chart(
        xLabel: "x", yLabel: "y", axis: .numbers,
        series: [
          Chart.Series(name: "a", hue: .other(0), points: [PlanePoint(x: 7, y: 1)])
        ], yScale: .linear, yRange: -0.08...2.12, isCount: isCount)
      let canvas = RecordingCanvas(for: chart)
      chart.draw(on: canvas)
      return Set(canvas.texts.map(\.text))
    }
    #expect(labels(false).contains("0.5"))
    #expect(labels(true).isSuperset(of: ["0", "1", "2"]) && !labels(true).contains("0.5"))
  }

  @Test func equalPointsOfTwoSeriesAreDrawnSideBySide() {
    /// Where the outlines of the points of each series begin.
    func starts(_ spread: Double) -> [[Double]] {
      let points = [PlanePoint(x: 1, y: 1), PlanePoint(x: 2, y: 1)]
      let chart = Chart(
        xLabel: "x", yLabel: "y", axis: .numbers,
        series: ["a", "b"].map { Chart.Series(name: $0, hue: .other(0), points: points) },
        yScale: .linear, spread: spread)
      let canvas = RecordingCanvas(for: chart)
      chart.draw(on: canvas)
      return ["a", "b"].map { name in
        canvas.fills.filter { $0.groups == [name] }.compactMap { fill in
          if case .move(let point)? = fill.path.elements.first { point.x } else { nil }
        }
      }
    }
    let (together, apart) = (starts(0), starts(0.02))
    #expect(together[0] == together[1] && together[0].count == 4)
    for (place, (first, second)) in zip(together[0], zip(apart[0], apart[1])) {
      #expect(second - first > 10 && abs((first + second) / 2 - place) < 1e-6)
    }
  }

  @Test func aBandLiesBetweenItsEnds() throws {
    let band = [1.0, 2, 4].map { Chart.Interval(x: $0, lower: $0, upper: 3 * $0) }
    let series = Chart.Series(name: "mean", hue: .plain, points: [], band: band)
    var chart = Chart(xLabel: "x", yLabel: "y", axis: .quantity, series: [series])
    let layout = Layout(chart.composition, on: RecordingCanvas(for: chart))
    let frame = try #require(layout.plots.first).frame
    func bands() -> [Path] {
      let canvas = RecordingCanvas(for: chart)
      chart.draw(on: canvas)
      return canvas.fills.filter { $0.groups == ["mean, band"] }.map(\.path)
    }
    let corners = [(1.0, 3.0), (2, 6), (4, 12), (4, 4), (2, 2), (1, 1)].map {
      frame.point(PlanePoint(x: $0.0, y: $0.1))
    }
    #expect(bands() == [Path(through: corners, closed: true)])
    chart.series[0].band.insert(Chart.Interval(x: 3, lower: 0, upper: 5), at: 2)
    #expect(bands().count == 1, "interrupted: one part of two intervals, one of a single one")
    #expect(chart.summary.contains("mean: a line in a band."))
  }

  @Test func aLineAloneIsNoChartOfNothing() {
    let line = [PlanePoint(x: 0, y: 1), PlanePoint(x: 1, y: 2)]
    let chart = Chart(
      xLabel: "x", yLabel: "y", axis: .quantity,
      series: [Chart.Series(name: "curve", hue: .other(0), points: [], line: line)])
    let canvas = RecordingCanvas(for: chart)
    chart.draw(on: canvas)
    #expect(!canvas.texts.contains { $0.text == "nothing above zero" })
    #expect(chart.summary.contains("curve: a line."))
  }

  @Test func barsOfOneCategoryStandBesideEachOther() {
    let chart = bars([[0.1, 0.2], [3, 4]])
    let all = filled(chart, "series 0") + filled(chart, "series 1")
    #expect(all.count == 4)
    for (index, a) in all.enumerated() {
      for b in all[(index + 1)...] { #expect(!a.overlaps(b)) }
    }
  }

  @Test func whatALogarithmCannotShowIsAGap() {
    #expect(filled(bars([[1, 0, -1, .nan, .infinity, 2]]), "series 0").count == 2)
  }

  @Test func aChartOfNothingSaysSo() {
    let chart = bars([[0, .nan]])
    let canvas = RecordingCanvas(for: chart)
    chart.draw(on: canvas)
    #expect(canvas.texts.contains { $0.text == "nothing above zero" })
    #expect(chart.summary.contains("nothing above zero"))
  }

  private func charts() -> [Chart] {
    var wordy = bars([[1e-9, 3, 1e5], [2, 2, 2]])
    wordy.title = Self.long
    wordy.subtitle = Self.long
    wordy.provenance = Self.long
    wordy.xLabel = Self.long
    wordy.yLabel = Self.long
    for index in wordy.series.indices { wordy.series[index].name = Self.long }
    let many = bars(
      [(0..<120).map { 1 + Double($0) }, (0..<120).map { 1e-4 * (1 + Double($0)) }],
      names: (0..<120).map { "layer\($0).conv.shortcut" })
    let numbers = Chart(
      title: "Points", xLabel: "depth", yLabel: "gradient", axis: .numbers,
      series: [
        Chart.Series(
          name: "a", hue: .ordered(0),
          points: [2, 4, 8, 16, 32].map { PlanePoint(x: $0, y: 1 / ($0 * $0)) },
          line: [PlanePoint(x: 2, y: 1), PlanePoint(x: 32, y: 1e-30)]),
        Chart.Series(
          name: "b", hue: .ordered(1), points: (1...80).map { PlanePoint(x: Double($0), y: 1) }),
      ])
    let one = Chart(
      xLabel: "", yLabel: "", axis: .numbers,
      series: [Chart.Series(name: "", hue: .plain, points: [PlanePoint(x: 1, y: 1)])])
    return [
      bars([[2e-4, 1.2e-4, 7e-4], [0.2, 0.2, 0.3]]), wordy, many, numbers, one,
      bars([[1], [1]]), bars([[Double.leastNonzeroMagnitude, 1.7e308]]),
    ]
  }

  @Test(
    arguments: [
      (1920, 1080), (1280, 720), (3840, 2160), (1600, 1200), (1, 1), (64, 64), (200, 2000),
      (3000, 100), (400, 300),
    ], Theme.allCases)
  func noTextOverlapsOrLeavesThePicture(size: (Int, Int), theme: Theme) {
    for (index, chart) in charts().enumerated() {
      var chart = chart
      (chart.width, chart.height) = size
      chart.theme = theme
      let canvas = RecordingCanvas(for: chart)
      chart.draw(on: canvas)
      #expect(canvas.textFaults == [], "chart \(index)")
    }
  }

  @Test func theSummaryNamesEverySeriesAndItsRange() {
    let summary = bars([[0.001, 0.5], [2, 30]]).summary
    #expect(summary.contains("series 0: 2 values from 10⁻³ to 0.5"))
    #expect(summary.contains("series 1: 2 values from 2 to 30"))
  }
}
