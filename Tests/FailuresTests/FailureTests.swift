import Failures
import Testing

struct FailureTests {
  @Test(arguments: [
    (Failure(.data, "is damaged"), "is damaged"),
    (Failure(.data, "is damaged", at: "w.h5"), "w.h5: is damaged"),
    (Failure(.data, "is damaged", remedy: "Get it anew."), "is damaged\nGet it anew."),
    (
      Failure(.data, "is damaged", at: "w.h5", remedy: "Get it anew."),
      "w.h5: is damaged\nGet it anew."
    ),
  ])
  func itIsPrintedAsOneOrTwoLines(failure: Failure, text: String) {
    #expect(failure.description == text)
    #expect("\(failure)" == text)
  }

  @Test func codesAreTheExitCodesOfTheContract() {
    let codes: [Failure.Code] = [.usage, .data, .missing, .fault, .output, .interrupted]
    #expect(codes.map(\.rawValue) == [64, 65, 66, 70, 73, 130])
  }

  @Test func failuresAreEqualWhenAllTheySayIs() {
    let failure = Failure(.data, "a", at: "b", remedy: "c")
    #expect(failure == Failure(.data, "a", at: "b", remedy: "c"))
    #expect(failure != Failure(.usage, "a", at: "b", remedy: "c"))
    #expect(failure != Failure(.data, "x", at: "b", remedy: "c"))
    #expect(failure != Failure(.data, "a", remedy: "c"))
    #expect(failure != Failure(.data, "a", at: "b"))
  }
}
