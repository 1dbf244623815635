package import Failures

/// The interval that both axes of a plane run over, as `--span` writes it: `-1:1`. In units of
/// the directions' lengths.
package struct Span: Equatable, Sendable {
  /// Where the axes begin.
  package let lower: Double
  /// Where they end, above `lower`.
  package let upper: Double

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is two finite numbers, the smaller first.
  package init(parsing text: String, option: Setting) throws(Failure) {
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).compactMap {
      Double($0).flatMap { $0.isFinite ? $0 : nil }
    }
    guard text.count(where: { $0 == ":" }) == 1, let lower = numbers.first, numbers.count == 2,
      let upper = numbers.last
    else {
      throw Failure(
        .usage, "\"\(text)\" is not a pair of numbers", at: .setting(option),
        remedy: "Give the two ends separated by a colon, such as -1:1.")
    }
    guard lower < upper else {
      throw Failure(
        .usage, "\(text) must run from a smaller to a larger number", at: .setting(option),
        remedy: lower == upper
          ? "Give two different ends, such as -1:1."
          : "Write it as \(text.split(separator: ":").reversed().joined(separator: ":")).")
    }
    self.lower = lower
    self.upper = upper
  }
}
