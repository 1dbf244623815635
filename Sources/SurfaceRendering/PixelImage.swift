/// A picture of pixels, row by row from the top left.
///
/// Four bytes to a pixel: red, green, blue in sRGB and opacity, **straight** (not premultiplied), as
/// PNG keeps them. Opacity is 0 where nothing was drawn, so that the picture can stand on any ground.
public struct PixelImage: Hashable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The components, 4 · width · height bytes.
  public let rgba: [UInt8]

  /// Creates a picture from its components.
  public init(width: Int, height: Int, rgba: [UInt8]) {
    precondition(
      width >= 0 && height >= 0 && rgba.count == 4 * width * height,
      "\(rgba.count) bytes for \(width) × \(height) pixels")
    self.width = width
    self.height = height
    self.rgba = rgba
  }
}
