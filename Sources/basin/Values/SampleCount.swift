package import Failures

/// How many samples of a split are used: the first N in file order, or `all`.
package enum SampleCount: Equatable, Sendable {
  /// The first so many, at least 1.
  case first(Int)
  /// The whole split.
  case all

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is a positive number or `all`.
  package init(parsing text: String, option: Setting) throws(Failure) {
    if text == "all" {
      self = .all
    } else if let count = Int(text), count >= 1 {
      self = .first(count)
    } else {
      throw Failure(
        .usage, "\"\(text)\" is no number of samples", at: .setting(option),
        remedy: "Give a number from 1 up, or all.")
    }
  }

  /// The number; nil for all.
  package var limit: Int? {
    switch self {
    case .first(let count): count
    case .all: nil
    }
  }
}
