import Numerals
import Testing

@Suite struct DecimalNumberTests {
  @Test(arguments: [
    (5, -1, "0.5", "5×10⁻¹", "0.5"), (-25, -2, "−0.25", "−2.5×10⁻¹", "−0.25"),
    (0, -1, "0.0", "0", "0.0"), (1, 3, "1000", "10³", "10³"), (1, 2, "100", "10²", "100"),
    (5, 2, "500", "5×10²", "500"), (1, -2, "0.01", "10⁻²", "0.01"),
    (5, -3, "0.005", "5×10⁻³", "5×10⁻³"), (1, -12, "0.000000000001", "10⁻¹²", "10⁻¹²"),
    (1234, -2, "12.34", "1.234×10¹", "12.34"), (-1, 7, "−10000000", "−10⁷", "−10⁷"),
  ])
  func labels(mantissa: Int, exponent: Int, plain: String, scientific: String, short: String) {
    let number = DecimalNumber(mantissa, exponent: exponent)
    #expect(number.plainLabel == plain)
    #expect(number.scientificLabel == scientific)
    #expect(number.shortLabel == short)
  }

  @Test(arguments: [
    (3, -1, 0.3), (7, -2, 0.07), (-12, -1, -1.2), (5, 3, 5000), (1, -300, 1e-300),
  ])
  func valuesAreTheNearestDoubles(mantissa: Int, exponent: Int, value: Double) {
    #expect(DecimalNumber(mantissa, exponent: exponent).value == value)
  }

  @Test(arguments: [
    (0.12345, 3, "0.123"), (9.999, 3, "10"), (-2.5, 3, "−2.5"), (123456, 3, "1.23×10⁵"),
    (0, 3, "0"), (.infinity, 3, "0"), (.leastNonzeroMagnitude, 1, "5×10⁻³²⁴"),
    (1.7e308, 2, "1.7×10³⁰⁸"),
  ])
  func roundingKeepsTheWantedDigits(value: Double, digits: Int, label: String) {
    #expect(DecimalNumber(rounding: value, digits: digits).shortLabel == label)
  }
}
