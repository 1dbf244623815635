import Archives
import Comparisons
import Testing

@Suite("A manifest as a list")
struct FileDescriptionTests {
  @Test("members are sorted and indented, long arrays summed up")
  func lines() {
    let value: JSONValue = [
      "b": ["seed": 1, "name": "x"], "a": 0.5, "empty": [:], "short": [1, 2],
      "long": .array((0..<20).map { .int($0) }),
    ]
    #expect(
      outline(value, indentation: 2) == [
        "  a: 0.5", "  b:", "    name: x", "    seed: 1", "  empty: {}",
        "  long: 20 values from 0 to 19", "  short: [1,2]",
      ])
  }

  @Test("several objects are numbered, a single value stands alone")
  func others() {
    #expect(outline([["a": 1], ["a": 2]], indentation: 0) == ["1:", "  a: 1", "2:", "  a: 2"])
    #expect(outline(7, indentation: 1) == [" 7"])
  }
}
