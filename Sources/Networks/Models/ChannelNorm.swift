internal import Catalogues
internal import Failures

/// The normalisation after (or before) the convolutions of a network for images.
public enum ChannelNorm: String, Codable, CaseIterable, Sendable {
  /// Batch normalisation.
  case batch
  /// Group normalisation with 32 groups, or the most below that divide the channels.
  case group
  /// Layer normalisation over channels and pixels: group normalisation with one group.
  case layer
  /// None.
  case none

  /// The most groups, as in Wu & He (2018).
  static let mostGroups = 32

  /// The operation; nil where there is none.
  ///
  /// - Parameter channels: a number that divides those of the operation's input.
  func operation(channels: Int) -> Operation? {
    switch self {
    case .batch: .batchNorm(BatchNorm())
    case .group:
      .groupNorm(
        GroupNorm(
          groups: (1...Self.mostGroups).last { channels.isMultiple(of: $0) } ?? 1))
    case .layer: .groupNorm(GroupNorm(groups: 1))
    case .none: nil
    }
  }

  /// What a title says of it; empty for what is usual.
  func titlePart(usual: ChannelNorm = .batch) -> String {
    guard self != usual else { return "" }
    return self == .none ? ", no normalisation" : ", \(rawValue) norm"
  }

  /// The option by which it is chosen.
  static func option(usual: String = batch.rawValue) -> CatalogueOption {
    CatalogueOption(
      "norm", placeholder: "name",
      help: "Normalisation: batch, group (32 groups, or the most below that divide the channels), "
        + "layer (one group) or none.", usual: usual)
  }

  /// What is chosen, if anything is.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  static func chosen(_ options: OptionValues) throws(Failure) -> ChannelNorm? {
    try options.choice("norm", of: allCases, named: \.rawValue)
  }
}
