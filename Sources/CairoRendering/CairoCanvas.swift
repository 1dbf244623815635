internal import CCairo
internal import Failures
public import Figures
public import SurfaceRendering

/// A canvas drawn by Cairo: pixels in memory, or a page of a PDF file.
///
/// Text is set in the family that was asked for, or DejaVu Sans. Where that is not installed,
/// fontconfig's nearest substitute takes its place; layout follows its measured extents, so nothing
/// overlaps, but the picture differs. Hinting of outlines and of extents is off and smoothing is
/// grey, so that extents scale with the size and a picture does not depend on the screen's settings.
/// Text is measured alike for pixels and for pages.
@safe
public final class CairoCanvas: Canvas {
  /// The largest picture Cairo can hold, in pixels to a side.
  public static let largestSide = 32_767

  /// The size of the picture.
  public let size: PictureSize
  /// Whether the ground is left out, so that what is behind the picture shows.
  public let isTransparent: Bool

  let target: CairoTarget
  let fonts: CairoFonts
  /// The family that was asked for.
  private let font: String?
  private let context: OpaquePointer

  /// Creates a canvas of pixels: black, or empty where it is transparent.
  ///
  /// - Parameters:
  ///   - size: The size of the picture.
  ///   - isTransparent: Whether the ground is left out.
  ///   - font: The family of the font; nil for DejaVu Sans.
  /// - Throws: `Failure` (usage) for sizes outside 1...32,767, (fault) when memory runs out.
  public convenience init(
    pixels size: PictureSize, isTransparent: Bool = false, font: String? = nil
  ) throws {
    try CairoCanvas.check(size)
    let target = try CairoTarget(pixels: size, isTransparent: isTransparent)
    try self.init(target, size: size, isTransparent: isTransparent, font: font)
  }

  /// Creates a canvas of pixels on a screen, black.
  ///
  /// - Throws: `Failure` (usage) for sizes outside 1...32,767, (fault) when memory runs out.
  public convenience init(width: Int, height: Int) throws {
    try self.init(pixels: PictureSize(width: width, height: height))
  }

  /// Creates a canvas that is a page of a PDF file, in the size that a picture has on paper; `endPage()`
  /// begins another.
  ///
  /// - Parameters:
  ///   - size: The size of the picture.
  ///   - facts: What the file says of itself.
  ///   - isTransparent: Whether the ground is left out.
  ///   - font: The family of the font; nil for DejaVu Sans.
  /// - Throws: `Failure` (usage) for sizes outside 1...32,767, (fault) when memory runs out.
  public convenience init(
    page size: PictureSize, facts: PictureFacts, isTransparent: Bool = false, font: String? = nil
  ) throws {
    try CairoCanvas.check(size)
    let target = try CairoTarget(page: size, facts: facts)
    try self.init(target, size: size, isTransparent: isTransparent, font: font)
    let points = size.points
    unsafe cairo_scale(
      context, points.width / Double(size.width), points.height / Double(size.height))
  }

  private init(
    _ target: CairoTarget, size: PictureSize, isTransparent: Bool, font: String?
  ) throws {
    let context = unsafe cairo_create(target.surface)
    guard let context = unsafe context, unsafe cairo_status(context) == CAIRO_STATUS_SUCCESS
    else {
      unsafe cairo_destroy(context)
      throw CairoTarget.noMemory(size)
    }
    self.size = size
    self.isTransparent = isTransparent
    self.target = target
    self.font = font
    unsafe self.context = context
    fonts = CairoFonts(family: font)
    unsafe cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    unsafe cairo_set_font_options(context, fonts.options)
  }

  private static func check(_ size: PictureSize) throws {
    let sides = 1...CairoCanvas.largestSide
    guard sides.contains(size.width), sides.contains(size.height) else {
      throw Failure(
        .usage, "a picture of \(size.width) × \(size.height) pixels cannot be drawn",
        remedy: "Ask for a width and a height from 1 to \(CairoCanvas.largestSide) pixels.")
    }
  }

  deinit { unsafe cairo_destroy(context) }

  // MARK: Shapes

  /// Fills a path by the non-zero rule.
  public func fill(_ path: Path, with color: Color) {
    trace(path)
    setColor(color)
    unsafe cairo_fill(context)
  }

  /// Fills rectangles that adjoin others. A program that shows a page smooths every edge by itself;
  /// the rectangles therefore reach a little over each other there.
  public func tile(_ path: Path, with color: Color) {
    fill(path, with: color)
    if target.isPage { stroke(path, with: Stroke(color, width: 0.6)) }
  }

  /// Draws along a path with round ends and joins.
  public func stroke(_ path: Path, with stroke: Stroke) {
    trace(path)
    setColor(stroke.color)
    unsafe cairo_set_line_width(context, stroke.width)
    unsafe cairo_stroke(context)
  }

  /// Restricts what `body` draws to the inside of a path.
  public func clip(to path: Path, _ body: () -> Void) {
    unsafe cairo_save(context)
    trace(path)
    unsafe cairo_clip(context)
    body()
    unsafe cairo_restore(context)
  }

  /// Draws; neither pixels nor pages have structure.
  public func group(_ name: String, _ body: () -> Void) { body() }

  // MARK: Text

  /// Measures one line of text as `draw` would set it.
  public func extents(of text: String, in font: Font) -> TextExtents {
    fonts.extents(of: text, in: font)
  }

  /// Draws one line of text from the left end of its baseline.
  public func draw(
    _ text: String, at origin: Point, in font: Font, color: Color, isUpright: Bool
  ) {
    unsafe cairo_save(context)
    setColor(color)
    unsafe cairo_move_to(context, origin.x, origin.y)
    if !isUpright { unsafe cairo_rotate(context, -.pi / 2) }
    unsafe cairo_set_font_size(context, font.size)
    for run in fonts.runs(of: text, isBold: font.isBold) {
      unsafe cairo_set_font_face(context, fonts.face(run.family, isBold: font.isBold))
      unsafe cairo_show_text(context, run.text)
    }
    unsafe cairo_restore(context)
    unsafe cairo_new_path(context)
  }

  /// How the texts that were measured or drawn so far differ from what was asked for.
  public var fontReport: FontReport { fonts.report }

  // MARK: Pictures

  /// Draws a picture of pixels, stretched to a rectangle.
  public func draw(_ image: PixelImage, in rectangle: Rectangle) {
    guard image.width > 0, image.height > 0, rectangle.width > 0, rectangle.height > 0 else {
      return
    }
    let source = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(image.width), Int32(image.height))
    defer { unsafe cairo_surface_destroy(source) }
    guard let pixels = unsafe cairo_image_surface_get_data(source) else { return }
    let stride = unsafe Int(cairo_image_surface_get_stride(source))
    unsafe cairo_surface_flush(source)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let index = 4 * (y * image.width + x)
        let opacity = UInt32(image.rgba[index + 3])
        func component(_ offset: Int) -> UInt32 {
          (UInt32(image.rgba[index + offset]) * opacity + 127) / 255
        }
        // Cairo's pixels are words 0xAARRGGBB with components multiplied by the opacity.
        unsafe UnsafeMutableRawPointer(pixels).storeBytes(
          of: opacity << 24 | component(0) << 16 | component(1) << 8 | component(2),
          toByteOffset: y * stride + 4 * x, as: UInt32.self)
      }
    }
    unsafe cairo_surface_mark_dirty(source)
    unsafe cairo_save(context)
    unsafe cairo_translate(context, rectangle.x, rectangle.y)
    unsafe cairo_scale(
      context, rectangle.width / Double(image.width), rectangle.height / Double(image.height))
    unsafe cairo_set_source_surface(context, source, 0, 0)
    unsafe cairo_paint(context)
    unsafe cairo_restore(context)
  }

  /// Draws a picture as a part of this one, without its ground.
  ///
  /// - Parameters:
  ///   - picture: The picture.
  ///   - size: The size that it is laid out for, in the proportions of the rectangle.
  ///   - rectangle: Where it stands.
  /// - Throws: `Failure` (fault) if drawing failed.
  public func draw(_ picture: some Illustration, of size: PictureSize, in rectangle: Rectangle)
    throws
  {
    let (picture, size) = PictureAppearance(size: size).fitted(picture)
    let part = try CairoCanvas(target, size: size, isTransparent: true, font: font)
    var matrix = cairo_matrix_t()
    unsafe cairo_get_matrix(context, &matrix)
    unsafe cairo_set_matrix(part.context, &matrix)
    unsafe cairo_translate(part.context, rectangle.x, rectangle.y)
    unsafe cairo_scale(
      part.context, rectangle.width / Double(size.width), rectangle.height / Double(size.height))
    picture.draw(on: part)
    try part.checkStatus()
  }

  /// Ends the page of a PDF file; what is drawn from then on stands on the next one, of the same size.
  public func endPage() { unsafe cairo_show_page(context) }

  // MARK: Result

  /// Throws if Cairo failed at anything that was drawn.
  ///
  /// - Throws: `Failure` (fault).
  func checkStatus() throws {
    try CairoTarget.check(unsafe cairo_status(context))
  }

  // MARK: State

  private func setColor(_ color: Color) {
    unsafe cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
  }

  private func trace(_ path: Path) {
    unsafe cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let p): unsafe cairo_move_to(context, p.x, p.y)
      case .line(let p): unsafe cairo_line_to(context, p.x, p.y)
      case .curve(let a, let b, let p):
        unsafe cairo_curve_to(context, a.x, a.y, b.x, b.y, p.x, p.y)
      case .close: unsafe cairo_close_path(context)
      }
    }
  }
}
