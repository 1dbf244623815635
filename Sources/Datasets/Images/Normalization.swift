internal import Catalogues
internal import Failures

/// A mean that is subtracted from the numbers of each channel, and a standard deviation that they are
/// divided by, computed in `Float` in this order, as PyTorch does it.
struct Normalization: Equatable {
  /// One for each channel, or one for all.
  let means: [Double]
  /// One for each channel, or one for all; greater than 0.
  let deviations: [Double]

  /// None: every number stays as it is.
  static let none = Normalization(means: [0], deviations: [1])

  /// What can be chosen of it.
  static let options = [
    CatalogueOption(
      "mean", placeholder: "numbers",
      help:
        "Mean of each channel, or one for all, subtracted from the inputs (bytes: divided by 255).",
      usual: "the usual one of a known set, 0 for your own files"),
    CatalogueOption(
      "std", placeholder: "numbers",
      help:
        "Standard deviation of each channel, or one for all, by which the inputs are divided then.",
      usual: "the usual one of a known set, 1 for your own files"),
  ]

  init(means: [Double], deviations: [Double]) {
    self.means = means
    self.deviations = deviations
  }

  /// What is chosen, otherwise what is usual.
  ///
  /// - Throws: `Failure` (usage) for text that is not a list of numbers, and for deviations that cannot divide.
  init(_ values: OptionValues, usual: Normalization = .none) throws(Failure) {
    means = try Self.numbers("mean", values) { Float($0).isFinite } ?? usual.means
    deviations =
      try Self.numbers("std", values) { Float($0).isFinite && Float($0).isNormal && $0 > 0 }
      ?? usual.deviations
  }

  private static func numbers(
    _ setting: Setting, _ values: OptionValues, where isAllowed: (Double) -> Bool
  ) throws(Failure) -> [Double]? {
    guard let text = values[setting] else { return nil }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingSpaces)
    }
    let known = numbers.compactMap { $0 }
    guard known.count == numbers.count, known.allSatisfy(isAllowed) else {
      throw Failure(
        .usage,
        setting == "std"
          ? "\"\(text)\" is not a list of numbers greater than 0"
          : "\"\(text)\" is not a list of numbers", at: .setting(setting),
        remedy: "Write a number for each channel, such as 0.49,0.48,0.45, or one for all.")
    }
    return known
  }

  /// Checks that there is a number for each channel.
  ///
  /// - Throws: `Failure` (usage) otherwise.
  func check(channels: Int, of name: String) throws(Failure) {
    for (setting, numbers) in [("mean", means), ("std", deviations)] as [(Setting, [Double])]
    where numbers.count != 1 && numbers.count != channels {
      throw Failure(
        .usage,
        "\(numbers.count) numbers are given; \(name) has \(channels) \(channels == 1 ? "channel" : "channels")",
        at: .setting(setting), remedy: "Give one number for each channel, or one for all.")
    }
  }

  /// The mean and the deviation of a channel.
  func numbers(of channel: Int) -> (mean: Float, deviation: Float) {
    (
      Float(means.count == 1 ? means[0] : means[channel]),
      Float(deviations.count == 1 ? deviations[0] : deviations[channel])
    )
  }

  /// The normalised value of each byte of a channel.
  func table(of channel: Int) -> [Float] {
    let (mean, deviation) = numbers(of: channel)
    return (0...255).map { (Float($0) / 255 - mean) / deviation }
  }

  /// The normalisation in words, such as `(x − 0.1307) / 0.3081`; nil for none.
  var description: String? {
    guard self != .none else { return nil }
    func text(_ numbers: [Double]) -> String {
      numbers.count == 1 ? "\(numbers[0])" : "(\(numbers.map { "\($0)" }.joined(separator: ", ")))"
    }
    return "(x − \(text(means))) / \(text(deviations))"
  }

  /// What is done to bytes, in words.
  var preparationOfBytes: String { "pixels / 255" + (description.map { ", then \($0)" } ?? "") }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
