/// How a picture becomes a file, apart from what it shows.
public struct PictureAppearance: Hashable, Sendable {
  /// The size; nil for the pixels of the picture itself, on a screen.
  public var size: PictureSize?
  /// Whether the ground is left out, so that the page or slide behind the picture shows.
  public var isTransparent: Bool
  /// The family of the font; nil for DejaVu Sans.
  public var font: String?

  /// Creates an appearance.
  public init(size: PictureSize? = nil, isTransparent: Bool = false, font: String? = nil) {
    self.size = size
    self.isTransparent = isTransparent
    self.font = font
  }

  /// A picture laid out for the size of its file, and that size.
  package func fitted<Picture: Illustration>(_ picture: Picture) -> (Picture, PictureSize) {
    var picture = picture
    let size = size ?? PictureSize(width: picture.width, height: picture.height)
    (picture.width, picture.height) = (size.width, size.height)
    return (picture, size)
  }
}
