import Testing
import basin

@Suite("Values that begin with a minus sign")
struct NegativeValuesTests {
  @Test(
    "a negative number is joined to the option before it, nothing else is",
    arguments: [
      ("--span -1:1", "--span=-1:1"),
      ("--span=-1:1", "--span=-1:1"),
      ("a --input -1,0 b", "a --input=-1,0 b"),
      ("--span -.5:1 --grid 5", "--span=-.5:1 --grid 5"),
      ("--plain --width 8", "--plain --width 8"),
      ("--output -o", "--output -o"),
      ("-o -1", "-o -1"),
      ("a -1", "a -1"),
      ("--span -", "--span -"),
      ("--span", "--span"),
      ("--a -1 -- --b -1", "--a=-1 -- --b -1"),
      ("", ""),
    ])
  func joining(arguments: String, expected: String) {
    let joined = joiningNegativeValues(arguments.split(separator: " ").map(String.init))
    #expect(joined.joined(separator: " ") == expected)
  }
}
