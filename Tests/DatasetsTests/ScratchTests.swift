import Testing

struct ScratchTests {
  @Test func failureReportsWhenNothingIsThrown() {
    withKnownIssue { _ = try failure {} }
  }
}
