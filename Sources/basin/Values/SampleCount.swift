package import Datasets
package import Failures

extension SampleCount {
  /// Reads the value of an option.
  ///
  /// - Parameter usual: how many at most where nothing is given; nil for all.
  /// - Throws: `Failure` (usage) unless it is a positive number or `all`.
  package init(parsing text: String?, option: Setting, usual: Int? = nil) throws(Failure) {
    guard let text else {
      self = usual.map { .atMost($0) } ?? .all
      return
    }
    if text == "all" {
      self = .all
    } else if let count = Int(text), count >= 1 {
      self = .first(count)
    } else {
      throw Failure(
        .usage, "\"\(text)\" is not a number of examples", at: .setting(option),
        remedy: "Give a number from 1 up, or all.")
    }
  }
}
