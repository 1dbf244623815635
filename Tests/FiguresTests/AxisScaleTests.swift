import FigureTestSupport
import Figures
import Foundation
import Grids
import Testing

/// Charts on linear and logarithmic axes.
struct AxisScaleTests {
  private func chart(_ xScale: AxisScale, _ yScale: AxisScale, _ points: [PlanePoint]) -> Chart {
    Chart(
      xLabel: "x", yLabel: "y", axis: .quantity,
      series: [Chart.Series(name: "series", hue: .plain, points: points)], xScale: xScale,
      yScale: yScale)
  }

  /// Where the marks of the points stand, in their order, but for an offset that all share; each mark
  /// is two discs, the ground's and its own.
  private func places(_ chart: Chart) -> [Point] {
    let canvas = RecordingCanvas(for: chart)
    chart.draw(on: canvas)
    let discs = canvas.fills.filter { $0.groups == ["series"] }
    return discs.enumerated().filter { $0.offset % 2 == 1 }.compactMap {
      if case .move(let point) = $0.element.path.elements.first { point } else { nil }
    }
  }

  private let points = [1.0, 10, 100].map { PlanePoint(x: $0, y: $0) }

  @Test func equalRatiosAreEquallyFarApartOnALogarithmicAxis() throws {
    let places = places(chart(.logarithmic, .logarithmic, points))
    try #require(places.count == 3)
    #expect(abs((places[1].x - places[0].x) - (places[2].x - places[1].x)) < 1e-6)
    #expect(abs((places[1].y - places[0].y) - (places[2].y - places[1].y)) < 1e-6)
  }

  @Test func equalDifferencesAreEquallyFarApartOnALinearAxis() throws {
    let places = places(chart(.linear, .linear, points))
    try #require(places.count == 3)
    #expect(abs((places[2].x - places[0].x) / (places[1].x - places[0].x) - 11) < 1e-6)
    #expect(abs((places[2].y - places[0].y) / (places[1].y - places[0].y) - 11) < 1e-6)
  }

  /// asinh(x/c)/ln 10: for |x| far above c, log₁₀(2|x|/c) with the sign of x; near zero x/(c·ln 10).
  @Test func aSymmetricLogarithmicAxisCountsDecadesOnBothSides() {
    let scale = AxisScale.symmetricLogarithmic(linearUpTo: 0.01)
    #expect(scale.coordinate(of: 0) == 0)
    for value in [1e-5, 0.003, 1, 1e4] {
      #expect(scale.coordinate(of: -value) == -scale.coordinate(of: value))
      #expect(abs(scale.value(at: scale.coordinate(of: value)) / value - 1) < 1e-9)
    }
    #expect(abs(scale.coordinate(of: 1e4) - log10(2e6)) < 1e-9)
    #expect(abs(scale.coordinate(of: 1e-6) - 1e-4 / log(10)) < 1e-9)
    let both = [-100.0, -1, 1, 100].map { PlanePoint(x: $0, y: 1) }
    let places = places(chart(scale, .linear, both))
    #expect(abs((places[1].x - places[0].x) / (places[3].x - places[2].x) - 1) < 1e-6)
    let canvas = RecordingCanvas(for: chart(scale, .linear, both))
    chart(scale, .linear, both).draw(on: canvas)
    #expect(Set(canvas.texts.map(\.text)).isSuperset(of: ["−100", "−1", "0", "1", "100"]))
  }

  @Test func whatHasNoPlaceOnAnAxisIsAGap() {
    let odd = [PlanePoint(x: 0, y: 1), PlanePoint(x: 1, y: 0), PlanePoint(x: 2, y: .nan)]
    #expect(places(chart(.logarithmic, .linear, odd)).count == 1)
    #expect(places(chart(.linear, .logarithmic, odd)).count == 1)
    #expect(places(chart(.linear, .linear, odd)).count == 2)
  }

  @Test func aLinearAxisHoldsZeroAndSaysItsNumbers() {
    let canvas = RecordingCanvas(for: chart(.linear, .linear, points))
    chart(.linear, .linear, points).draw(on: canvas)
    #expect(Set(canvas.texts.map(\.text)).isSuperset(of: ["0", "20", "40", "60", "80", "100"]))
    #expect(!chart(.linear, .linear, points).summary.contains("logarithmic"))
  }

  @Test func aChartOfNothingSaysSo() {
    let canvas = RecordingCanvas(for: chart(.linear, .linear, []))
    chart(.linear, .linear, []).draw(on: canvas)
    #expect(canvas.texts.contains { $0.text == "no numbers" })
  }
}
