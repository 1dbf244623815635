import Runs
import Testing

@Suite("Numbers in the lines that a run tells")
struct NumberTextTests {
  @Test("numbers are short", arguments: [(0.21374, "0.2137"), (-0.0, "0"), (1e6, "1e+06")])
  func short(number: Double, text: String) {
    #expect(shortNumber(number) == text)
  }

  @Test(
    "seconds as a clock shows them",
    arguments: [
      (0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03"),
      (360_000, "100:00:00"), (-3, "0:00"), (.infinity, "?"), (.nan, "?"),
    ])
  func clock(seconds: Double, text: String) {
    #expect(clockTime(seconds) == text)
  }

  @Test(
    "digits in groups of three",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_000_000, "1,000,000"),
      (-1234, "-1,234"),
    ])
  func digits(number: Int, text: String) {
    #expect(groupedDigits(number) == text)
  }

  @Test(
    "whole numbers", arguments: [(0.4, "0"), (12_344.6, "12,345"), (1e15, "?"), (.nan, "?")])
  func whole(number: Double, text: String) {
    #expect(wholeNumber(number) == text)
  }
}
