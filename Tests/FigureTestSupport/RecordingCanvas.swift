package import Figures
package import SurfaceRendering

/// A canvas that draws nothing and remembers everything.
package final class RecordingCanvas: Canvas {
  /// A line of text that was drawn.
  package struct Text: Hashable, Sendable {
    package let text: String
    package let font: Font
    package let color: Color
    /// The room that its measured extents take.
    package let box: Rectangle
    /// The groups within which it was drawn, outermost first.
    package let groups: [String]
    /// What cuts it off; nil where nothing does.
    package let clip: Rectangle?
  }

  /// A path that was filled.
  package struct Fill: Hashable, Sendable {
    package let path: Path
    package let color: Color
    /// The groups within which it was drawn, outermost first.
    package let groups: [String]
  }

  package let size: PictureSize
  package let isTransparent: Bool
  package private(set) var texts: [Text] = []
  package private(set) var fills: [Fill] = []
  package private(set) var strokes: [(path: Path, stroke: Stroke)] = []
  package private(set) var images: [(image: PixelImage, box: Rectangle)] = []
  private var groups: [String] = []
  private let ruler: (any TextMeasure)?
  private var clips: [Rectangle] = []

  /// Creates a canvas of a figure's size on a screen, or of another one, that measures text with
  /// another canvas, or by rule of thumb: every letter as wide as a wide letter of a plain sans serif.
  package init(
    for figure: some Illustration, size: PictureSize? = nil, isTransparent: Bool = false,
    measuringWith ruler: (any TextMeasure)? = nil
  ) {
    self.size = size ?? PictureSize(width: figure.width, height: figure.height)
    self.isTransparent = isTransparent
    self.ruler = ruler
  }

  package func fill(_ path: Path, with color: Color) {
    fills.append(Fill(path: path, color: color, groups: groups))
  }

  package func stroke(_ path: Path, with stroke: Stroke) { strokes.append((path, stroke)) }

  package func clip(to path: Path, _ body: () -> Void) {
    clips.append(path.bounds)
    body()
    clips.removeLast()
  }

  package func group(_ name: String, _ body: () -> Void) {
    groups.append(name)
    body()
    groups.removeLast()
  }

  package func extents(of text: String, in font: Font) -> TextExtents {
    ruler?.extents(of: text, in: font)
      ?? TextExtents(
        width: Double(text.count) * font.size * (font.isBold ? 0.7 : 0.62),
        ascent: 0.93 * font.size, descent: 0.24 * font.size)
  }

  package func draw(
    _ text: String, at origin: Point, in font: Font, color: Color, isUpright: Bool
  ) {
    let extents = extents(of: text, in: font)
    let box =
      isUpright
      ? Rectangle(
        x: origin.x, y: origin.y - extents.ascent, width: extents.width, height: extents.height)
      : Rectangle(
        x: origin.x - extents.ascent, y: origin.y - extents.width, width: extents.height,
        height: extents.width)
    texts.append(
      Text(text: text, font: font, color: color, box: box, groups: groups, clip: clips.last))
  }

  package func draw(_ image: PixelImage, in rectangle: Rectangle) {
    images.append((image, rectangle))
  }

  /// The points of everything that was filled or stroked.
  package var points: [Point] {
    (fills.map(\.path) + strokes.map(\.path)).flatMap(\.elements).flatMap { element -> [Point] in
      switch element {
      case .move(let point), .line(let point): [point]
      case .curve(let first, let second, let end): [first, second, end]
      case .close: []
      }
    }
  }

  /// What is wrong with the texts: pairs that overlap by more than a rounding error, texts that leave
  /// the picture, and what `coverFaults` finds.
  package var textFaults: [String] {
    let picture = Rectangle(x: 0, y: 0, width: width, height: height)
    var faults = texts.filter { !picture.contains($0.box) }.map {
      "\"\($0.text)\" leaves the picture: \($0.box)"
    }
    for (index, a) in texts.enumerated() {
      for b in texts[(index + 1)...] where a.box.overlaps(b.box, byMoreThan: 0.01) {
        faults.append("\"\(a.text)\" \(a.box) overlaps \"\(b.text)\" \(b.box)")
      }
    }
    return faults + coverFaults
  }
}

extension Path {
  /// The points of a path; control points of curves are left out.
  package var points: [Point] {
    elements.compactMap { element in
      switch element {
      case .move(let point), .line(let point), .curve(_, _, let point): point
      case .close: nil
      }
    }
  }

  /// The room that its points take.
  package var bounds: Rectangle {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    return Rectangle(
      x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
  }
}

extension Rectangle {
  func overlaps(_ other: Rectangle, byMoreThan slack: Double) -> Bool {
    let smaller = Rectangle(
      x: x + slack, y: y + slack, width: max(0, width - 2 * slack),
      height: max(0, height - 2 * slack))
    return smaller.overlaps(other)
  }
}
