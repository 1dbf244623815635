package import Failures

/// The sizes of a multi-layer perceptron, inputs first, as `--layers` writes them: `784,64,64,10`.
package struct LayerSizes: Equatable, Sendable {
  /// At least two positive numbers.
  package let sizes: [Int]

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) unless it is two or more positive numbers.
  package init(parsing text: String, option: Setting) throws(Failure) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    sizes = parts.compactMap { Int($0).flatMap { $0 >= 1 ? $0 : nil } }
    guard sizes.count == parts.count, sizes.count >= 2 else {
      throw Failure(
        .usage, "\"\(text)\" is no list of layer sizes", at: .setting(option),
        remedy: "Give inputs, hidden layers and outputs, such as 784,64,64,10.")
    }
  }
}
