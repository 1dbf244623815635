public import Failures

/// Where the learning rate of the step schedule drops, and by how much: PyTorch's `MultiStepLR`.
public struct RateDrops: Hashable, Codable, Sendable {
  /// The factor of He et al. (2016): each drop leaves a tenth.
  public static let usualFactor = 0.1

  /// The epochs that are complete before each drop, rising.
  public var epochs: [Int]
  /// What the rate is multiplied by at each, above 0 and at most 1.
  public var factor: Double

  /// Describes drops.
  public init(epochs: [Int], factor: Double = Self.usualFactor) {
    self.epochs = epochs
    self.factor = factor
  }

  /// Drops after a half and three quarters of the epochs, as in He et al. (2016), section 4.2 (32k
  /// and 48k of 64k steps); rounded down, and none where nothing is left.
  public init(usualFor epochs: Int) {
    let places = [epochs / 2, epochs / 4 * 3 + epochs % 4 * 3 / 4].filter { $0 > 0 }
    self.init(epochs: places.first == places.last ? Array(places.prefix(1)) : places)
  }

  /// Reads the epochs of a list such as `80,120`.
  ///
  /// - Throws: `Failure` (usage) naming the option unless it is one or more positive numbers that
  ///   rise.
  public init(parsing text: String, factor: Double, option: Setting) throws(Failure) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let epochs = parts.compactMap { Int($0) }
    guard epochs.count == parts.count, Self.areRising(epochs) else {
      throw Failure(
        .usage, "\"\(text)\" is not a list of rising numbers of epochs", at: .setting(option),
        remedy: "Give the epochs after which the rate drops, such as 80,120.")
    }
    self.init(epochs: epochs, factor: factor)
  }

  /// What happens, in words: `times 0.1 after 80, 120 epochs`.
  var summary: String {
    guard !epochs.isEmpty else { return "without a drop" }
    return "times \(factor) after \(epochs.map(String.init).joined(separator: " and ")) epochs"
  }

  static func areRising(_ epochs: [Int]) -> Bool {
    zip([0] + epochs, epochs).allSatisfy { $0 < $1 }
  }
}
