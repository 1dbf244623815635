package import Failures

/// Numbers with commas between them, as `--input` writes them: `1,0,-1`.
package struct NumberList: Equatable, Sendable {
  /// At least one finite number.
  package let numbers: [Double]

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is one or more finite numbers within the range of
  ///   Float.
  package init(parsing text: String, option: Setting) throws(Failure) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    numbers = parts.compactMap { Double($0).flatMap { Float($0).isFinite ? $0 : nil } }
    guard numbers.count == parts.count else {
      throw Failure(
        .usage, "\"\(text)\" is not a list of finite numbers", at: .setting(option),
        remedy: "Give numbers separated by commas, such as 1,0,-1.")
    }
  }
}
