public import Archives
public import Failures

/// A model that the names and shapes of some weights show.
public struct RecognisedModel: Sendable {
  /// The model.
  public let specification: ModelSpecification
  /// Whether its shortcuts are missing.
  public let plain: Bool
  /// What names and shapes leave open and was taken for granted; nil where that is nothing.
  public let assumption: Phrase?

  init(_ model: any Model, plain: Bool = false, assumption: Phrase? = nil) {
    specification = ModelSpecification(model)
    self.plain = plain
    self.assumption = assumption
  }

  /// What people call it, such as `plain ResNet-56, width 8`.
  public var title: String { (plain ? "plain " : "") + specification.title }
}

extension ModelCatalogue {
  /// The model that weights are for, by their names and shapes; nil where no kind knows them.
  ///
  /// - Parameter weights: the file, with or without the prefixes of wrappers.
  public static func recognised(in weights: WeightsFile) -> RecognisedModel? {
    let weights = weights.unwrapped.weights
    return kinds.lazy.compactMap { $0.recognised(in: weights) }.first
  }
}

extension WeightsFile {
  /// How many names there are of a form, for numbers from 0 on without a gap.
  func count(of name: (Int) -> String) -> Int {
    let names = Set(entries.map(\.name))
    return (0...).first { !names.contains(name($0)) } ?? 0
  }
}
