public import Figures
internal import Foundation
public import SurfaceRendering

/// A canvas that is an SVG document: text remains text, groups have names, and shapes are paths.
///
/// The document is valid XML whatever the texts hold. Where the picture has a size on paper, so has the
/// document. Numbers have at most two decimals. Every text is as long as it was measured, so that one
/// set in another font neither overlaps nor leaves the picture.
public final class SVGCanvas: Canvas {
  /// The size of the picture.
  public let size: PictureSize
  /// Whether the ground is left out, so that what is behind the picture shows.
  public let isTransparent: Bool

  private let measure: any TextMeasure
  private let facts: PictureFacts
  private let families: String
  private let encode: (PixelImage) throws -> [UInt8]
  /// What went wrong first; the document is then incomplete.
  package private(set) var failure: (any Error)?
  private var body = ""
  /// The outlines that drawing is clipped to, each once, with their names.
  private var clips: [String: String] = [:]
  private var definitions = ""

  /// Creates an empty document.
  ///
  /// - Parameters:
  ///   - size: The size of the picture.
  ///   - measure: Says how much room texts take, in the font of the same family.
  ///   - encode: The bytes of a PNG file with a picture of pixels.
  ///   - facts: What the document says of itself.
  ///   - isTransparent: Whether the ground is left out.
  ///   - font: The family of the font; nil for DejaVu Sans. Programs without it take Verdana, which is
  ///     about as wide, or their own sans serif.
  public init(
    _ size: PictureSize, measuringWith measure: any TextMeasure,
    encodingWith encode: @escaping (PixelImage) throws -> [UInt8],
    facts: PictureFacts = PictureFacts(), isTransparent: Bool = false, font: String? = nil
  ) {
    self.size = size
    self.measure = measure
    self.encode = encode
    self.facts = facts
    self.isTransparent = isTransparent
    let own = font.map { "'" + $0.replacing("'", with: "") + "'," } ?? ""
    families = own + "'DejaVu Sans',Verdana,sans-serif"
  }

  // MARK: Shapes

  /// Fills a path by the non-zero rule.
  public func fill(_ path: Path, with color: Color) { fill(path, with: color, "") }

  /// Fills rectangles that adjoin others, without smoothing their edges.
  public func tile(_ path: Path, with color: Color) {
    fill(path, with: color, " shape-rendering=\"crispEdges\"")
  }

  private func fill(_ path: Path, with color: Color, _ attributes: String) {
    let data = PathData(path).text
    guard !data.isEmpty else { return }
    body += "<path d=\"\(data)\"\(paint("fill", color))\(attributes)/>\n"
  }

  /// Draws along a path with round ends and joins.
  public func stroke(_ path: Path, with stroke: Stroke) {
    let data = PathData(path).text
    guard !data.isEmpty else { return }
    body += "<path d=\"\(data)\" fill=\"none\"\(paint("stroke", stroke.color))"
    body += " stroke-width=\"\(Hundredths(stroke.width).text)\"/>\n"
  }

  /// Restricts what `body` draws to the inside of a path.
  public func clip(to path: Path, _ body: () -> Void) {
    let data = PathData(path).text
    // Names made of what they name: documents that are put into one page cannot disturb each other.
    let name = clips[data] ?? "clip-" + SVGCanvas.digest(data)
    element("<g clip-path=\"url(#\(name))\">\n", body)
    guard clips[data] == nil else { return }
    clips[data] = name
    definitions += "<clipPath id=\"\(name)\"><path d=\"\(data)\"/></clipPath>\n"
  }

  /// Draws a part of the picture that has a name.
  public func group(_ name: String, _ body: () -> Void) {
    element("<g data-name=\"\(XMLText.escaped(name))\">\n", body)
  }

  /// An element around what `content` draws; nothing where that is nothing.
  private func element(_ opening: String, _ content: () -> Void) {
    let before = body
    body = ""
    content()
    body = body.isEmpty ? before : before + opening + body + "</g>\n"
  }

  private func paint(_ attribute: String, _ color: Color) -> String {
    let hex = [color.red, color.green, color.blue].map { part in
      let byte = Int((min(max(part, 0), 1) * 255).rounded())
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let solid = " \(attribute)=\"#\(hex)\""
    guard color.opacity < 1 else { return solid }
    return solid + " \(attribute)-opacity=\"\(Hundredths(color.opacity).text)\""
  }

  // MARK: Pictures

  /// Draws a picture of pixels, stretched to a rectangle; the document holds its bytes.
  public func draw(_ image: PixelImage, in rectangle: Rectangle) {
    do {
      let bytes = Data(try encode(image)).base64EncodedString()
      func attribute(_ name: String, _ value: Double) -> String {
        " \(name)=\"\(Hundredths(value).text)\""
      }
      // Programs for SVG 1.1 know the link by its older name alone.
      body +=
        "<image" + attribute("x", rectangle.x) + attribute("y", rectangle.y)
        + attribute("width", rectangle.width) + attribute("height", rectangle.height)
        + " preserveAspectRatio=\"none\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
        + " xlink:href=\"data:image/png;base64,\(bytes)\"/>\n"
    } catch {
      failure = failure ?? error
    }
  }

  // MARK: Text

  /// Measures one line of text as `draw` would set it.
  public func extents(of text: String, in font: Font) -> TextExtents {
    measure.extents(of: text, in: font)
  }

  /// Draws one line of text from the left end of its baseline.
  public func draw(
    _ text: String, at origin: Point, in font: Font, color: Color, isUpright: Bool
  ) {
    let width = Hundredths(extents(of: text, in: font).width)
    guard width.count > 0 else { return }
    let (x, y) = (Hundredths(origin.x).text, Hundredths(origin.y).text)
    body += "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(Hundredths(font.size).text)\""
    if font.isBold { body += " font-weight=\"700\"" }
    body += paint("fill", color)
    if !isUpright { body += " transform=\"rotate(-90 \(x) \(y))\"" }
    body += " textLength=\"\(width.text)\" lengthAdjust=\"spacingAndGlyphs\">"
    body += XMLText.escaped(text) + "</text>\n"
  }

  // MARK: Result

  /// The finished document, in UTF-8.
  public var document: String {
    let length =
      size.paper.map { (decimal($0.width) + "mm", decimal($0.height) + "mm") }
      ?? (String(size.width), String(size.height))
    let labels = [("title", facts.title), ("desc", facts.description)].compactMap { tag, text in
      text.flatMap { text -> (tag: String, id: String, text: String)? in
        text.isEmpty ? nil : (tag, "\(tag)-" + SVGCanvas.digest(text), XMLText.escaped(text))
      }
    }
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(length.0)\""
    text += " height=\"\(length.1)\" viewBox=\"0 0 \(size.width) \(size.height)\" role=\"img\""
    if !labels.isEmpty {
      text += " aria-labelledby=\"\(labels.map(\.id).joined(separator: " "))\""
    }
    text += " font-family=\"\(XMLText.escaped(families))\""
    text += " stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
    for label in labels {
      text += "<\(label.tag) id=\"\(label.id)\">\(label.text)</\(label.tag)>\n"
    }
    if let manifest = facts.manifest {
      text += "<metadata>\(SVGFile.manifestTag)\(XMLText.escaped(manifest))"
      text += "</basin:manifest></metadata>\n"
    }
    if !definitions.isEmpty { text += "<defs>\n\(definitions)</defs>\n" }
    return text + body + "</svg>\n"
  }

  private func decimal(_ value: Double) -> String { Hundredths(value).text }

  /// A name for a text: 64 bits of FNV-1a.
  private static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    return String(hash, radix: 36)
  }
}
