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
}
