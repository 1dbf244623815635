import Numerals
import Testing

struct NumberStyleTests {
  @Test(arguments: [
    (0.21374, 4, "0.2137"), (-0.0, 4, "0"), (91.25, 4, "91.25"), (1.0, 4, "1"),
    (12_345.0, 3, "12300"), (999_950.0, 4, "1000000"), (999_949.0, 4, "999900"), (1e6, 4, "1e+06"),
    (-12_345.0, 2, "-12000"), (0.0001, 4, "0.0001"), (0.00001234, 3, "1.23e-05"),
    (4e7, 3, "4e+07"), (1_234_567.0, 8, "1234567"), (.nan, 4, "nan"), (-.infinity, 4, "-inf"),
  ])
  func significantDigits(value: Double, digits: Int, text: String) {
    #expect(value.written(.significant(digits)) == text)
  }

  @Test func decimalsPowersAndPercentages() {
    #expect(90.04.written(.decimals(1)) == "90.0")
    #expect((-0.0001).written(.decimals(1)) == "-0.0")
    #expect((2.13e-6).written(.scientific(1)) == "2.1e-06")
    #expect(0.47619.written(.percentage(1)) == "47.6 %")
    #expect(1.0.written(.percentage(0)) == "100 %")
  }

  @Test(arguments: [
    (0.0402, "0.0402"), (0.04021, "0.0402"), (3.0, "3"), (999.0, "999"), (999.9, "1000"),
    (1000.0, "1,000"), (8510.4, "8,510"), (123_456.0, "123,456"), (-8510.0, "-8,510"),
    (8.03e-9, "8.03 × 10⁻⁹"), (9.99e-5, "9.99 × 10⁻⁵"), (1e-4, "0.0001"), (1e6, "1.00 × 10⁶"),
    (999_999.0, "1.00 × 10⁶"), (1.5e12, "1.50 × 10¹²"), (0.0, "0"), (-0.0, "0"),
    (.infinity, "inf"), (.nan, "nan"),
  ])
  func prose(value: Double, text: String) {
    #expect(value.written(.prose) == text)
  }

  @Test func aNumberThatIsNotThereIsADash() {
    #expect((nil as Double?).written() == "–")
    #expect((0.5 as Double?).written(.percentage(0)) == "50 %")
  }

  @Test(arguments: [
    (0.03, "0.03"), (0.02857, "0.029"), (1.0, "1"), (0.0001, "0.0001"), (0.00009, "< 0.0001"),
    (0.0, "< 0.0001"),
  ])
  func probabilities(p: Double, text: String) {
    #expect(p.probability == text)
  }

  @Test func bothEndsOfARangeAreWrittenAlike() {
    #expect((-0.137...1.39).written(.significant(3)) == "-0.137 … 1.39")
  }

  @Test(
    "seconds as a clock shows them",
    arguments: [
      (0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03"),
      (360_000, "100:00:00"), (-3, "0:00"), (.infinity, "?"), (.nan, "?"),
    ])
  func clock(seconds: Double, text: String) {
    #expect(seconds.clockTime == text)
  }

  @Test(
    "digits in groups of three",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_000_000, "1,000,000"),
      (-1234, "-1,234"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func groups(number: Int, text: String) {
    #expect(number.grouped == text)
  }
}
