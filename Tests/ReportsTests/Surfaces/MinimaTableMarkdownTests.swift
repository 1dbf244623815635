import Reports
import Testing

struct MinimaTableMarkdownTests {
  @Test func showsHeadlineTableAndWarnings() {
    let markdown = MinimaExamples.formatted(("a|b_*", MinimaExamples.wells), as: .markdown)
    #expect(
      markdown == """
        **a\\|b\\_\\***: 2 local minima (persistence ≥ 0.01 decades; 1 resolved by the grid), 1 more on the border; raw \
        neighbour count 2

        train\\_loss on 6 × 3 points, on the scale log10(loss + 0.0); inside at persistence \\> 0 / \
        0.01 / 0.03 / 0.1 / 0.3 decades: 2 / 2 / 2 / 2 / 2.

        | \\# | x | y | loss | persistence | allowance | grid | basin | place | saddle x | \
        saddle y | saddle loss |
        | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- | ---: | ---: | ---: |
        | 1 | -0.5 | 0.5 | 0.1 | 4 | – | resolved | 50.0 % | inside | – | – | – |
        | 2 | 0.5 | 0.5 | 1 | 1 | 2.399 | unresolved | 33.3 % | inside | 0 | 0.5 | 10 |
        | 3 | 1.5 | 0.5 | 10 | 2 | 0 | resolved | 16.7 % | border | 1 | 0 | 1000 |

        > **Warning:** \(MinimaExamples.warning)

        """)
  }

  @Test func escapesWhatMarkdownWouldRead() {
    let markdown = MinimaExamples.formatted(
      ("`<b>`[x](y)\\~&#\nz", MinimaExamples.empty), as: .markdown)
    #expect(markdown.hasPrefix(##"**\`\<b\>\`\[x\](y)\\\~\&\# z**: "##))
  }
}
