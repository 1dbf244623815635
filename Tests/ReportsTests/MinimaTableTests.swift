import Reports
import Testing

struct MinimaTableTests {
  @Test func formatsAreThoseOfTheCommand() {
    #expect(
      MinimaTable.Format.allCases.map(\.rawValue) == ["text", "json", "csv", "markdown", "latex"])
  }
}
