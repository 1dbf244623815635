public import Figures
public import SurfaceRendering

/// Pictures as SVG documents. Writing the bytes is the caller's.
public enum SVGRenderer {
  /// Draws a picture as the bytes of an SVG document.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - appearance: The size, the ground and the font.
  ///   - measure: Says how much room texts take, in the font of the appearance.
  ///   - encode: The bytes of a PNG file with a picture of pixels.
  ///   - manifest: Everything that determined the numbers, as JSON; nil where there is none.
  /// - Throws: What `encode` throws.
  public static func svg(
    _ picture: some Illustration, as appearance: PictureAppearance = PictureAppearance(),
    measuringWith measure: any TextMeasure,
    encodingWith encode: @escaping (PixelImage) throws -> [UInt8], manifest: String? = nil
  ) throws -> [UInt8] {
    let (picture, size) = appearance.fitted(picture)
    let canvas = SVGCanvas(
      size, measuringWith: measure, encodingWith: encode,
      facts: PictureFacts(picture, manifest: manifest),
      isTransparent: appearance.isTransparent, font: appearance.font)
    picture.draw(on: canvas)
    if let failure = canvas.failure { throw failure }
    return Array(canvas.document.utf8)
  }
}
