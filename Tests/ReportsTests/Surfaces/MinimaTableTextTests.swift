import Reports
import Testing

struct MinimaTableTextTests {
  @Test func showsHeadlineTableAndWarnings() {
    let text = MinimaExamples.formatted(("wells.h5", MinimaExamples.wells), as: .text)
    #expect(
      text == """
        wells.h5: 2 local minima (persistence ≥ 0.01 decades; 1 resolved by the grid), 1 more on the border; raw neighbour \
        count 2
          train_loss on 6 × 3 points, on the scale log10(loss + 0.0)
          inside at persistence > 0 / 0.01 / 0.03 / 0.1 / 0.3 decades: 2 / 2 / 2 / 2 / 2

          #     x    y  loss  persistence  allowance  grid         basin  place   saddle x  saddle y  saddle loss
          1  -0.5  0.5   0.1            4          –  resolved    50.0 %  inside         –         –            –
          2   0.5  0.5     1            1      2.399  unresolved  33.3 %  inside         0       0.5           10
          3   1.5  0.5    10            2          0  resolved    16.7 %  border         1         0         1000

          warning: \(MinimaExamples.warning)

        """)
  }

  @Test func leavesOutWhatIsBelowTheThresholdAndTablesWithoutRows() {
    let text = MinimaExamples.formatted(
      ("a", MinimaExamples.lowest), ("b", MinimaExamples.empty), as: .text)
    #expect(
      text == """
        a: 1 local minimum (persistence ≥ 3.0 decades; 1 resolved by the grid), none on the border; raw neighbour count 2
          test_loss on 6 × 3 points, on the scale log10(loss + 0.0)
          inside at persistence > 0 / 0.01 / 0.03 / 0.1 / 0.3 decades: 2 / 2 / 2 / 2 / 2

          #     x    y  loss  persistence  allowance  grid        basin  place   saddle x  saddle y  saddle loss
          1  -0.5  0.5   0.1            4          –  resolved  100.0 %  inside         –         –            –

        b: too few points to count minima (persistence ≥ 0.01 decades), none on the border; raw neighbour count 0
          train_loss on 2 × 1 points, on the scale log10(loss + 0.0)
          inside at persistence > 0 / 0.01 / 0.03 / 0.1 / 0.3 decades: 0 / 0 / 0 / 0 / 0

          warning: 1 point has no finite value and acts as a wall.

        """)
  }
}
