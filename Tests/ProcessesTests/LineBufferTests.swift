import Processes
import Testing

@Suite("Lines from pieces")
struct LineBufferTests {
  @Test("lines are told apart however they arrive")
  func lines() {
    var buffer = LineBuffer()
    var lines: [String] = []
    for piece in ["{\"a\"", ": 1}\n{\"b\": 2}\n\n{\"", "c\"", ": 3}\n", "rest"] {
      lines += buffer.take(Array(piece.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(lines == ["{\"a\": 1}", "{\"b\": 2}", "", "{\"c\": 3}"])
  }
}
