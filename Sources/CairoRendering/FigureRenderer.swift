public import Figures

/// Pictures as files of pixels and of pages. Writing the bytes is the caller's.
public enum FigureRenderer {
  /// Draws a picture and encodes it as the bytes of a PNG file.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - appearance: The size, the ground and the font.
  ///   - manifest: Everything that determined the numbers, as JSON; nil where there is none.
  ///   - report: Is called once with how the letters differ from the font that was asked for.
  /// - Throws: `Failure` (usage) for a size that cannot be drawn, (fault) if drawing failed.
  public static func png(
    _ picture: some Illustration, as appearance: PictureAppearance = PictureAppearance(),
    manifest: String? = nil, reporting report: (FontReport) -> Void = { _ in }
  ) throws -> [UInt8] {
    let (picture, size) = appearance.fitted(picture)
    let canvas = try CairoCanvas(
      pixels: size, isTransparent: appearance.isTransparent, font: appearance.font)
    picture.draw(on: canvas)
    report(canvas.fontReport)
    return try PNGFile.bytes(of: canvas, facts: PictureFacts(picture, manifest: manifest))
  }

  /// Draws a picture as the bytes of a PDF file of one page.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - appearance: The size, the ground and the font.
  ///   - manifest: Everything that determined the numbers, as JSON; nil where there is none.
  ///   - report: Is called once with how the letters differ from the font that was asked for.
  /// - Throws: `Failure` (usage) for a size that cannot be drawn, (fault) if drawing failed.
  public static func pdf(
    _ picture: some Illustration, as appearance: PictureAppearance = PictureAppearance(),
    manifest: String? = nil, reporting report: (FontReport) -> Void = { _ in }
  ) throws -> [UInt8] {
    let (picture, size) = appearance.fitted(picture)
    let canvas = try CairoCanvas(
      page: size, facts: PictureFacts(picture, manifest: manifest),
      isTransparent: appearance.isTransparent, font: appearance.font)
    picture.draw(on: canvas)
    report(canvas.fontReport)
    return try PDFFile.bytes(of: canvas)
  }
}
