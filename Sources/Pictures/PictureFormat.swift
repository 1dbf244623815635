internal import CairoRendering
internal import Figures
internal import SVGRendering

/// A format of picture files. This list is the only place that names them.
public struct PictureFormat: Sendable {
  /// The format's name, such as `PNG`.
  public let name: String
  /// How the names of its files end, in lower case and without the dot.
  public let ending: String
  /// How its files begin.
  let signature: [UInt8]
  /// Draws a picture as the bytes of a file that carries a manifest, and reports once how its letters
  /// differ from the font that was asked for.
  let encode:
    @Sendable (
      any Illustration, PictureAppearance, _ manifest: String?, _ report: (FontReport) -> Void
    ) throws -> [UInt8]
  /// The texts stored in a file.
  let facts: @Sendable ([UInt8]) -> PictureFacts

  /// The formats, the recommended one first.
  public static let all = [
    PictureFormat(
      name: "PNG", ending: "png", signature: PNGFile.signature,
      encode: { try FigureRenderer.png($0, as: $1, manifest: $2, reporting: $3) },
      facts: { PNGFile.facts(in: $0) }),
    PictureFormat(
      name: "PDF", ending: "pdf", signature: PDFFile.signature,
      encode: { try FigureRenderer.pdf($0, as: $1, manifest: $2, reporting: $3) },
      facts: { PDFFile.facts(in: $0) }),
    PictureFormat(
      name: "SVG", ending: "svg", signature: SVGFile.signature,
      encode: { picture, appearance, manifest, report in
        // Cairo knows how much room texts take, so that all formats are laid out alike.
        let ruler = try CairoCanvas(
          pixels: PictureSize(width: 1, height: 1), font: appearance.font)
        let bytes = try SVGRenderer.svg(
          picture, as: appearance, measuringWith: ruler,
          encodingWith: PNGFile.bytes(of:), manifest: manifest)
        report(ruler.fontReport)
        return bytes
      }, facts: { SVGFile.facts(in: $0) }),
  ]

  /// The format that the name of a file asks for by its ending; nil for no format.
  public static func named(by path: String) -> PictureFormat? {
    all.first { path.lowercased().hasSuffix("." + $0.ending) }
  }

  /// The format of a file by its first bytes; nil where it is not a picture.
  public static func beginning(_ bytes: [UInt8]) -> PictureFormat? {
    all.first { bytes.starts(with: $0.signature) }
  }
}
