internal import CairoRendering
package import Figures
internal import SurfaceRendering

/// A picture on a slide.
package struct SlidePicture: Sendable {
  /// Where its pixels come from.
  package enum Source: Sendable {
    /// It is drawn for the slide.
    case drawing(any Illustration)
    /// A PNG file, and what it shows.
    case file([UInt8], description: String)
  }

  package let frame: Rectangle
  package let name: String
  package let source: Source

  package init(frame: Rectangle, name: String, _ source: Source) {
    (self.frame, self.name, self.source) = (frame, name, source)
  }

  /// What it shows, for those who cannot see it.
  package var description: String {
    switch source {
    case .drawing(let picture): picture.summary
    case .file(_, let description): description
    }
  }

  /// The size that it is laid out for.
  var size: PictureSize { PictureSize(slidePointsWide: frame.width, high: frame.height) }

  /// A picture from a file, as large as it fits, in the middle of a frame.
  ///
  /// - Throws: `Failure` (data) if the file cannot be read.
  init(png bytes: [UInt8], description: String, name: String, in frame: Rectangle) throws {
    let image = try PNGFile.decode(bytes)
    let scale = min(frame.width / Double(image.width), frame.height / Double(image.height))
    let (width, height) = (scale * Double(image.width), scale * Double(image.height))
    self.init(
      frame: Rectangle(
        x: frame.x + (frame.width - width) / 2, y: frame.y + (frame.height - height) / 2,
        width: width, height: height), name: name, .file(bytes, description: description))
  }

  /// The picture as a PNG file.
  ///
  /// - Throws: `Failure` (fault) if drawing failed.
  var png: [UInt8] {
    get throws {
      switch source {
      case .drawing(let picture):
        try FigureRenderer.png(picture, as: PictureAppearance(size: size))
      case .file(let bytes, _): bytes
      }
    }
  }

  /// Draws it on a page.
  ///
  /// - Parameter rectangle: its frame in pixels of the page.
  /// - Throws: `Failure` (fault) if drawing failed.
  func draw(on canvas: CairoCanvas, in rectangle: Rectangle) throws {
    switch source {
    case .drawing(let picture): try canvas.draw(picture, of: size, in: rectangle)
    case .file(let bytes, _):
      let image = try PNGFile.decode(bytes)
      canvas.draw(
        PixelImage(width: image.width, height: image.height, rgba: image.rgba), in: rectangle)
    }
  }
}
