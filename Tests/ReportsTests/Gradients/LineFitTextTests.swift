import Analysis
import Reports
import Testing

struct LineFitTextTests {
  private func text(_ ys: [Double]) throws -> String {
    try #require(LineFit(ys.enumerated().map { (x: Double($0), y: $1) })).slopeText
  }

  @Test func theSlopeHasItsSignAndThreeDecimals() throws {
    #expect(try text([0, 0.5]) == "+0.500")
    #expect(try text([1, 0]) == "−1.000")
    // Residuals −1/6, 1/3, −1/6: the error is √(1/6 / 2) = 0.289.
    #expect(try text([0, 1, 1]) == "+0.500 ± 0.289")
  }

  /// An error that three decimals would call nothing is written out.
  @Test func aSmallErrorIsNotCalledNone() throws {
    // Residuals −3, 9, −9 and 3 · 10⁻⁵: the error is √(1.8 · 10⁻⁸ / 2 / 5) = 4.2 · 10⁻⁵.
    #expect(try text([0, 0.0101, 0.0199, 0.03]) == "+0.00998 ± 0.00004")
  }
}
