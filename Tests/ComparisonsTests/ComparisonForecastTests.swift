import Comparisons
import Testing

@Suite("The line at the beginning of a comparison")
struct ComparisonOpeningTests {
  private let forecast = ComparisonForecast(
    training: .init(pieces: 1200, measured: 40, rate: 10),
    sampling: .init(pieces: 5000, measured: 200, rate: 100), evaluation: 6)

  @Test("it adds up what is missing and what has passed, and says what it was measured on")
  func whole() {
    #expect(
      forecast.opening(after: 4, budget: nil)
        == "compare: will take about 3:00 (training 2:00: 1,200 steps at 10/s, measured over 40; "
        + "sampling 0:50: 5,000 points at 100/s, measured over 200)")
  }

  @Test("it tells where a time budget ends, if it ends before the work")
  func budget() {
    let whole = forecast.opening(after: 4, budget: nil)
    #expect(
      forecast.opening(after: 4, budget: 90)
        == whole + "; the time budget covers about 50 % of it")
    #expect(forecast.opening(after: 4, budget: 180) == whole)
  }

  @Test("what is not missing is not told")
  func part() {
    let sampling = ComparisonForecast(
      training: nil, sampling: .init(pieces: 10, measured: 4, rate: 1), evaluation: 0)
    #expect(
      sampling.opening(after: 0, budget: nil)
        == "compare: will take about 0:10 (sampling 0:10: 10 points at 1/s, measured over 4)")
  }

  @Test("training weighs as much as was measured")
  func trainingCost() {
    // 10 steps/s of 128 examples against 100 points/s of 256 examples.
    #expect(forecast.trainingCost(ComparisonSettings(.quick)) == 20)
    let half = ComparisonForecast(training: forecast.training, sampling: nil, evaluation: 0)
    #expect(half.trainingCost(ComparisonSettings(.quick)) == nil)
  }
}
