internal import RealModule

/// An exact decimal number, mantissa · 10^exponent: what a tick stands at and is labelled with.
package struct DecimalNumber: Hashable, Sendable {
  package let mantissa: Int
  package let exponent: Int

  package init(_ mantissa: Int, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The nearest Double; division by a power of ten rounds once, so 3 · 10⁻¹ is exactly `0.3`.
  package var value: Double {
    exponent >= 0
      ? Double(mantissa) * Double.pow(10, Double(exponent))
      : Double(mantissa) / Double.pow(10, Double(-exponent))
  }

  /// All digits, with a true minus sign: −0.25, 0, 1500.
  package var plainLabel: String {
    var digits = String(mantissa.magnitude)
    if exponent >= 0 {
      if mantissa != 0 { digits += String(repeating: "0", count: exponent) }
    } else {
      let missing = 1 - exponent - digits.count
      if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: exponent))
    }
    return (mantissa < 0 ? "−" : "") + digits
  }

  /// With a power of ten: 10³, 2×10⁻⁵, −1.5×10⁷; 0 stays 0.
  package var scientificLabel: String {
    guard mantissa != 0 else { return "0" }
    var digits = String(mantissa.magnitude)
    let power = digits.count - 1 + exponent
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    let sign = mantissa < 0 ? "−" : ""
    if digits == "1" { return sign + "10" + power.superscript }
    if digits.count > 1 { digits.insert(".", at: digits.index(after: digits.startIndex)) }
    return sign + digits + "×10" + power.superscript
  }

  /// The plain label from 0.01 up to below 1000 (and for 0), the one with a power of ten beyond.
  package var shortLabel: String {
    let size = abs(value)
    return mantissa == 0 || (size >= 0.00999 && size < 999.9) ? plainLabel : scientificLabel
  }

  /// A number to three significant digits, in its short form.
  package static func label(_ value: Double) -> String {
    Self(rounding: value, digits: 3).shortLabel
  }

  /// The number to a count of significant digits, which must be 1...15.
  package init(rounding value: Double, digits: Int) {
    precondition((1...15).contains(digits), "\(digits) significant digits asked for")
    guard value.isFinite, value != 0 else {
      self.init(0, exponent: 0)
      return
    }
    var exponent = Int(Double.log10(abs(value)).rounded(.down)) - digits + 1
    // Two steps, because 10^−exponent alone overflows for subnormal values.
    let half = exponent / 2
    var mantissa =
      (value / Double.pow(10, Double(half)) / Double.pow(10, Double(exponent - half)))
      .rounded(.toNearestOrEven)
    while abs(mantissa) >= Double.pow(10, Double(digits)) {
      mantissa = (mantissa / 10).rounded()
      exponent += 1
    }
    var whole = Int(mantissa)
    while whole != 0, whole % 10 == 0 {
      whole /= 10
      exponent += 1
    }
    self.init(whole, exponent: exponent)
  }
}
