public import Figures

/// Pictures as SVG documents. Writing the bytes is the caller's.
public enum SVGRenderer {
  /// Draws a picture as the bytes of an SVG document.
  ///
  /// - Parameters:
  ///   - measure: Says how much room texts take, in the font of the appearance.
  ///   - manifest: Everything that determined the numbers, as JSON; nil where there is none.
  public static func svg(
    _ picture: some Illustration, as appearance: PictureAppearance = PictureAppearance(),
    measuringWith measure: any TextMeasure, manifest: String? = nil
  ) -> [UInt8] {
    let (picture, size) = appearance.fitted(picture)
    let canvas = SVGCanvas(
      size, measuringWith: measure, facts: PictureFacts(picture, manifest: manifest),
      isTransparent: appearance.isTransparent, font: appearance.font)
    picture.draw(on: canvas)
    return Array(canvas.document.utf8)
  }
}
