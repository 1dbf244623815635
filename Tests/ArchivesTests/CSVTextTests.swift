import Archives
import Testing

struct CSVTextTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    #expect(
      CSVText.lines([["plain", "a,b", "say \"x\""], ["", "two\nlines", "cr\r\n"]])
        == "plain,\"a,b\",\"say \"\"x\"\"\"\r\n,\"two\nlines\",\"cr\r\n\"\r\n")
    #expect(CSVText.lines([]) == "")
  }

  @Test(arguments: [
    [["a"]], [["", ""]], [["\""]], [["\"\""]], [[",", "\r", "\n", "\r\n"]], [["a\"b", "é,ü"]],
    [["1", "2"], ["3", ""]],
  ])
  func whatIsWrittenIsRead(rows: [[String]]) throws {
    #expect(try CSVText.rows(of: CSVText.lines(rows)).map(\.fields) == rows)
  }

  @Test func rowsKnowTheirLines() throws {
    let rows = try CSVText.rows(of: "a,b\n\"1\n2\",x\r\n\nlast")
    #expect(rows.map(\.line) == [1, 2, 4, 5])
    #expect(rows.map(\.fields) == [["a", "b"], ["1\n2", "x"], [""], ["last"]])
    #expect(try CSVText.rows(of: "").isEmpty)
  }

  @Test(arguments: [
    ("a\n\"b", 2, "not closed"), ("\"a\"b\n", 1, "closing quote"), ("\"a\" ,b", 1, "closing"),
  ])
  func damageIsNamedByItsLine(text: String, line: Int, word: String) throws {
    do {
      _ = try CSVText.rows(of: text)
      Issue.record("taken: \(text)")
    } catch {
      #expect(error.line == line && error.what.contains(word))
    }
  }
}
