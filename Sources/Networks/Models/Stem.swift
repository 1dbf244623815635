internal import Catalogues
internal import Failures

/// How a network for images begins.
public enum Stem: String, Codable, CaseIterable, Sendable {
  /// For large images: a 7×7 convolution with stride 2, then max pooling with stride 2.
  case imagenet
  /// For small images: a 3×3 convolution at full size.
  case cifar

  /// The edge of the images that it is meant for.
  var imageSize: Int { self == .imagenet ? 224 : 32 }

  /// The option by which it is chosen.
  static let option = CatalogueOption(
    "stem", placeholder: "name",
    help: "First layers: imagenet (7×7 convolution with stride 2, max pooling) or cifar (3×3 "
      + "convolution).", usual: imagenet.rawValue)

  /// What is chosen, if anything is.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  static func chosen(_ options: OptionValues) throws(Failure) -> Stem? {
    try options.choice("stem", of: allCases, named: \.rawValue)
  }
}
