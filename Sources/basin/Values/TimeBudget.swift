package import Failures

/// A length of time, as `--time-budget` writes it: `90s`, `10m`, `1.5h` or `1h30m`.
package struct TimeBudget: Equatable, Sendable, CustomStringConvertible {
  /// The length in seconds, above zero.
  package let seconds: Double
  /// As the user wrote it.
  package let description: String

  private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
  private static let longest = 1e9

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is one or several numbers, each with s, m or h, and
  ///   more than nothing in sum.
  package init(parsing text: String, option: Setting) throws(Failure) {
    var sum = 0.0
    var number = ""
    for character in text {
      if let unit = Self.units[character], let value = Self.value(of: number) {
        sum += value * unit
        number = ""
      } else {
        number.append(character)
      }
    }
    guard number.isEmpty, sum > 0, sum <= Self.longest else {
      throw Failure(
        .usage, "\"\(text)\" is not a length of time", at: .setting(option),
        remedy: "Give seconds, minutes or hours, such as 90s, 10m or 1h30m.")
    }
    seconds = sum
    description = text
  }

  /// When it is used up, for a command that began at a time.
  func end(from start: ContinuousClock.Instant) -> ContinuousClock.Instant {
    start + .seconds(seconds)
  }

  /// Digits with at most one point; nothing else that `Double` would read.
  private static func value(of text: String) -> Double? {
    guard text.allSatisfy({ "0123456789.".contains($0) }) else { return nil }
    return Double(text)
  }
}
