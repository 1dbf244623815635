public import SurfaceRendering

/// How a path is stroked.
public struct Stroke: Hashable, Sendable {
  /// The colour of the line.
  public var color: Color
  /// The width of the line in pixels.
  public var width: Double

  /// Creates a stroke. Ends and joins are round, so that contour lines have no spikes.
  public init(_ color: Color, width: Double) {
    self.color = color
    self.width = width
  }
}

/// The type in which a text is set. The family is the canvas's own.
public struct Font: Hashable, Sendable {
  /// The size of the em square in pixels.
  public var size: Double
  /// Whether the text is bold.
  public var isBold: Bool

  /// Creates a font of a size in pixels.
  public init(size: Double, isBold: Bool = false) {
    self.size = size
    self.isBold = isBold
  }
}

/// The room that one line of text takes, in pixels, from the left end of its baseline.
public struct TextExtents: Hashable, Sendable {
  /// How far the pen moves.
  public var width: Double
  /// How far the font reaches above the baseline.
  public var ascent: Double
  /// How far the font reaches below the baseline.
  public var descent: Double

  /// Creates extents.
  public init(width: Double, ascent: Double, descent: Double) {
    self.width = width
    self.ascent = ascent
    self.descent = descent
  }

  /// From the top of the ascenders to the bottom of the descenders.
  public var height: Double { ascent + descent }
}

/// Something that knows how much room text takes. A canvas that cannot measure borrows another's
/// measure, so that pictures of all formats are laid out alike.
public protocol TextMeasure: AnyObject {
  /// Measures one line of text as it is drawn.
  func extents(of text: String, in font: Font) -> TextExtents
}

/// Something to draw a figure on. Later drawing covers earlier drawing.
///
/// A canvas is a handle with an identity, hence a class: what is drawn changes the one picture.
public protocol Canvas: TextMeasure {
  /// The size of the picture.
  var size: PictureSize { get }
  /// Whether the ground is left out, so that what is behind the picture shows.
  var isTransparent: Bool { get }

  /// Fills a path by the non-zero rule.
  func fill(_ path: Path, with color: Color)

  /// Fills a path of upright rectangles that adjoin others, so that no ground shows between them
  /// where edges are smoothed.
  func tile(_ path: Path, with color: Color)

  /// Draws along a path.
  func stroke(_ path: Path, with stroke: Stroke)

  /// Restricts what `body` draws to the inside of a path.
  func clip(to path: Path, _ body: () -> Void)

  /// Marks what `body` draws as one part of the picture with a name, for formats that have
  /// structure (an SVG canvas); others just draw.
  func group(_ name: String, _ body: () -> Void)

  /// Draws one line of text.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - origin: The left end of the baseline.
  ///   - font: The type.
  ///   - color: The colour of the letters.
  ///   - isUpright: False to turn the text by a quarter counterclockwise about `origin`, so that
  ///     it runs upwards.
  func draw(_ text: String, at origin: Point, in font: Font, color: Color, isUpright: Bool)

  /// Draws a picture of pixels, stretched to a rectangle.
  func draw(_ image: PixelImage, in rectangle: Rectangle)
}

extension Canvas {
  /// Fills the path: where the edges lie on whole pixels nothing shows between them.
  public func tile(_ path: Path, with color: Color) { fill(path, with: color) }

  /// The width in pixels.
  public var width: Double { Double(size.width) }
  /// The height in pixels.
  public var height: Double { Double(size.height) }
}
