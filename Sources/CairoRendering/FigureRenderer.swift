public import Figures

/// Figures as picture files.
public enum FigureRenderer {
  /// Draws a figure and encodes it as the bytes of a PNG file. Writing them is the caller's.
  ///
  /// An empty title or description is taken from the figure, so that every picture carries one.
  ///
  /// - Throws: `Failure` (usage) for a size that cannot be drawn, (fault) if drawing failed.
  public static func png(_ figure: some Illustration, metadata: PNGMetadata = PNGMetadata()) throws
    -> [UInt8]
  {
    let canvas = try CairoCanvas(width: figure.width, height: figure.height)
    figure.draw(on: canvas)
    var metadata = metadata
    if metadata.title.isEmpty { metadata.title = figure.title ?? "" }
    if metadata.description.isEmpty { metadata.description = figure.summary }
    return try PNGFile.bytes(of: canvas, metadata: metadata)
  }
}
