import Reports
import Testing

struct MinimaTableTests {
  @Test func formatsAreThoseOfTheCommand() {
    #expect(
      MinimaTable.Format.allCases.map(\.rawValue) == ["text", "json", "csv", "markdown", "latex"])
  }

  @Test(arguments: [
    (MinimaTable.Format.text, ""), (.json, "[]\n"), (.markdown, ""),
    (.latex, "% Needs \\usepackage{booktabs}.\n"),
  ])
  func noSurfaces(format: MinimaTable.Format, expected: String) {
    #expect(MinimaExamples.formatted(as: format) == expected)
  }
}
