package import Failures

/// Depths of networks, as `--depths` writes them: `2,4,8,16,32`.
package struct DepthList: Equatable, Sendable {
  /// The largest depth: a larger one is taken for a typing error.
  static let deepest = 1000

  /// At least two different depths, ascending.
  package let depths: [Int]

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is two or more different numbers from 1 to 1,000.
  package init(parsing text: String, option: Setting) throws(Failure) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0).flatMap { 1...Self.deepest ~= $0 ? $0 : nil } }
    depths = Set(numbers).sorted()
    guard numbers.count == parts.count, depths.count >= 2 else {
      throw Failure(
        .usage, "\"\(text)\" is not a list of depths", at: .setting(option),
        remedy: "Give two or more depths from 1 to \(Self.deepest), such as 2,4,8,16,32.")
    }
  }
}
