import Analysis
import Reports
import Testing

struct MinimaHeadlineTests {
  @Test func saysWhatWasCounted() {
    #expect(
      MinimaExamples.wells.headline
        == "2 local minima (persistence ≥ 0.01 decades; 1 resolved by the grid), 1 more on the border;"
        + " raw neighbour count 2")
    #expect(
      MinimaExamples.lowest.headline
        == "1 local minimum (persistence ≥ 3.0 decades; 1 resolved by the grid), none on the border;"
        + " raw neighbour count 2")
  }

  @Test func saysTheUnit() throws {
    let linear = MinimaExamples.analysis([[9, 1, 9, 5, 9]], scale: .linear, threshold: nil)
    #expect(
      linear.headline
        == "2 local minima (persistence ≥ 0.08 in loss; 2 resolved by the grid), none on the border;"
        + " raw neighbour count 2")
    #expect(linear.provenance == "train_loss on 5 × 1 points, on a linear scale")
    #expect(
      linear.thresholdLine
        == "inside at persistence > 0 / 1 / 3 / 10 / 30 % of the range of the losses: 2 / 2 / 2 / 2 / 2"
    )
  }

  @Test func countsNothingThatCannotBeCounted() {
    #expect(
      MinimaExamples.analysis([[.nan, .nan, .nan]]).headline.hasPrefix(
        "no finite loss (persistence"))
  }
}
