import Analysis
import Testing

struct LineFitTests {
  /// The first of Anscombe's four data sets (The American Statistician 27, 1973), with the slope,
  /// intercept and standard error that its paper gives.
  @Test func anscombesFirstDataHaveThePublishedFit() throws {
    let x: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    let fit = try #require(LineFit(zip(x, y).map { (x: $0, y: $1) }))
    #expect(abs(fit.slope - 0.5) < 5e-4)
    #expect(abs(fit.intercept - 3) < 5e-4)
    #expect(abs(try #require(fit.slopeStandardError) - 0.118) < 5e-4)
    #expect(fit.count == 11)
  }

  @Test func pointsOnALineGiveThatLine() throws {
    let fit = try #require(LineFit([(x: 1, y: 5), (x: 2, y: 3), (x: 4, y: -1)]))
    #expect(abs(fit.slope + 2) < 1e-15 && abs(fit.value(at: 10) + 13) < 1e-13)
    #expect(try #require(fit.slopeStandardError) < 1e-14)
  }

  @Test func twoPointsHaveNoError() throws {
    let fit = try #require(LineFit([(x: 0, y: 1), (x: 1, y: 2)]))
    #expect(fit.slope == 1 && fit.slopeStandardError == nil)
  }

  @Test func whatHasNoLineGivesNone() {
    #expect(LineFit([]) == nil)
    #expect(LineFit([(x: 1, y: 2)]) == nil)
    #expect(LineFit([(x: 1, y: 2), (x: 1, y: 3)]) == nil)
    #expect(LineFit([(x: 1, y: 2), (x: 2, y: .nan)]) == nil)
  }
}
