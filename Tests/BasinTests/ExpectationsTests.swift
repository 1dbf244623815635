import Testing

@Suite("The check of a refusal")
struct ExpectationsTests {
  private let good = Tool.Result(
    exitCode: 64, output: "", errors: "basin: a: b\nDo c.\n", timedOut: false)

  @Test("passes a message of one or two lines with the words and the code")
  func goodMessage() {
    #expect(refusalFaults(good, code: 64, saying: ["a", "Do c"]) == [])
    let short = Tool.Result(exitCode: 66, output: "", errors: "basin: a\n", timedOut: false)
    #expect(refusalFaults(short, code: 66, saying: []) == [])
  }

  @Test("finds another code and a missing word")
  func codeAndWords() {
    #expect(refusalFaults(good, code: 65, saying: []).count == 1)
    #expect(refusalFaults(good, code: 64, saying: ["d", "a"]).count == 1)
  }

  @Test(
    "finds everything that is no refusal",
    arguments: [
      Tool.Result(exitCode: 64, output: "", errors: "", timedOut: false),
      Tool.Result(exitCode: 64, output: "", errors: "Error: a\n", timedOut: false),
      Tool.Result(exitCode: 64, output: "", errors: "basin: a", timedOut: false),
      Tool.Result(exitCode: 64, output: "", errors: "basin: a\nb\nc\n", timedOut: false),
      Tool.Result(exitCode: 64, output: "x", errors: "basin: a\n", timedOut: false),
      Tool.Result(exitCode: 64, output: "", errors: "basin: a\n", timedOut: true),
      Tool.Result(exitCode: 64, output: "", errors: "basin: Fatal error\n", timedOut: false),
    ])
  func bad(result: Tool.Result) {
    #expect(refusalFaults(result, code: 64, saying: []) != [])
  }
}
