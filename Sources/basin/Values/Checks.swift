package import Failures

/// Refuses a number outside a range.
///
/// - Throws: `Failure` (usage) naming the option, the number and the range.
package func check<Number: Comparable>(
  _ number: Number, in range: ClosedRange<Number>, option: Setting
) throws(Failure) {
  guard range.contains(number) else {
    throw Failure(
      .usage, "\(number) is out of range", at: .setting(option),
      remedy: "Give a number from \(range.lowerBound) to \(range.upperBound).")
  }
}

/// Refuses a number that is not finite and above zero.
///
/// - Throws: `Failure` (usage) naming the option and the number.
package func checkPositive(_ number: Double, option: Setting) throws(Failure) {
  guard number > 0, number.isFinite else {
    throw Failure(
      .usage, "\(number) is not above zero", at: .setting(option),
      remedy: "Give a number above zero.")
  }
}

/// Refuses a persistence that is negative or not finite.
///
/// - Throws: `Failure` (usage) naming the number.
package func checkThreshold(_ threshold: Double) throws(Failure) {
  guard threshold >= 0, threshold.isFinite else {
    throw Failure(
      .usage, "\(threshold) is not a valid persistence", at: .setting("threshold"),
      remedy: "Give a number from 0 up, such as 0.01.")
  }
}
