import FailureTestSupport
import Failures
import Testing

@Suite("Failures that tests look at")
struct ThrownFailureTests {
  private struct Other: Error {}

  @Test("the failure comes back; where there is none, or another error, the test fails")
  func outcomes() throws {
    let thrown = Failure(.data, "damaged")
    #expect(try failure { throw thrown } == thrown)
    #expect(throws: NothingThrown.self) { try failure {} }
    #expect(throws: Other.self) { try failure { throw Other() } }
  }
}
