import Testing
import basin_bench

@Suite("Tables of text")
struct TextTableTests {
  private let table = TextTable(
    headings: ["name", "rate"], rows: [["a", "1.25×"], ["longer", "2"]])

  @Test("in columns the first is flush left and the others flush right")
  func text() {
    #expect(
      table.text == """
        name     rate
        a       1.25×
        longer      2
        """)
  }

  @Test("in Markdown the rule says so too")
  func markdown() {
    #expect(
      table.markdown == """
        | name   |  rate |
        | ------ | ----: |
        | a      | 1.25× |
        | longer |     2 |
        """)
  }
}
