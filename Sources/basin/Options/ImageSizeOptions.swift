internal import ArgumentParser
internal import Failures

/// `--image-size`, which both describes a net and says how images are loaded.
struct ImageSizeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Edge of the images: 28, or 14 for Fashion-MNIST averaged over 2x2 pixels, which is four \
      times as fast. (default: 28; compare: that of the preset)
      """, valueName: "pixels"))
  var imageSize: Int?

  /// The size; nil where it is not given.
  ///
  /// - Throws: `Failure` (usage) unless it is 14 or 28.
  func size() throws(Failure) -> Int? {
    guard let imageSize else { return nil }
    guard imageSize == 14 || imageSize == 28 else {
      throw Failure(
        .usage, "\(imageSize) is no size of an image", at: .setting("image size"),
        remedy: "Images are 28 or 14 pixels wide.")
    }
    return imageSize
  }
}
