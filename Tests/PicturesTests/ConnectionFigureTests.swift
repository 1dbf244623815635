import Figures
import Grids
import Landscapes
import Pictures
import Testing

struct ConnectionFigureTests {
  private func connection(_ losses: [[Double]], heights: [Double]) -> Connection {
    let ts = Connection.places(losses[0].count)
    let paths: [Connection.Path] =
      losses.count == 2 ? [.line, .curve] : Connection.Path.allCases
    return Connection(
      ts: ts,
      courses: zip(paths, zip(losses, heights)).map { path, numbers in
        Connection.Course(
          path, values: numbers.0.map { PointValue(loss: $0, error: 0.1) },
          barrier: LossBarrier(height: numbers.1, error: 0.01, place: ts[1]))
      }, manifest: nil)
  }

  @Test func eachPathIsALineWithItsEndsAndItsBarrierMarked() {
    let figure = connection([[1, 3, 1], [1, 1.5, 1]], heights: [2, 0.5]).figure()
    #expect(figure.series.count == 2 && figure.yScale == .linear)
    #expect(figure.series[0].line.map(\.y) == [1, 3, 1])
    #expect(figure.series[0].points.map(\.x) == [0, 0.5, 1])
    #expect(figure.series[0].name.contains("2 ± 0.01"))
    #expect(figure.series[1].band.map(\.upper) == [1.1, 1.6, 1.1])
    #expect(figure.summary.contains("trained curve"))
  }

  @Test func wideRangesAreLogarithmicAndWhereNothingRisesNothingIsMarked() {
    let figure = connection(
      [[0.01, 3, 0.01], [0.01, 2, 0.01], [0.01, 0.005, 0.01]], heights: [2.99, 1.99, 0]
    ).figure()
    #expect(figure.yScale == .logarithmic)
    #expect(figure.series.map(\.name).contains { $0.contains("running statistics") })
    #expect(figure.series[2].points.map(\.x) == [0, 1])
    #expect(figure.series[2].name.hasSuffix("barrier 0"))
    // A band that reaches below zero still has a place on the axis.
    #expect(figure.series[2].band.allSatisfy { $0.lower > 0 })
  }

  @Test func aLossThatIsNotFiniteInterruptsItsLine() {
    let broken = connection([[1, .nan, 1], [1, 1.5, 1]], heights: [.infinity, 0.5])
    let figure = broken.figure(title: "")
    #expect(figure.series[0].name.contains("not finite"))
    #expect(figure.title == "")
  }

  @Test func anAxisBeginsAtZeroUnlessAllLossesLieFarAbove() throws {
    #expect(connection([[1, 3, 1], [1, 1.5, 1]], heights: [2, 0.5]).figure().yRange == nil)
    let narrow = connection([[6, 7, 6], [6, 6.5, 6]], heights: [1, 0.5]).figure()
    let range = try #require(narrow.yRange)
    // With their errors of 0.1.
    #expect(range.lowerBound < 5.9 && range.lowerBound > 5.5)
    #expect(range.upperBound > 7.1 && range.upperBound < 7.5)
  }
}
