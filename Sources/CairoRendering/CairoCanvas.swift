internal import CCairo
internal import Failures
public import Figures
public import SurfaceRendering

/// A canvas of pixels in memory, drawn by Cairo.
///
/// Text is set in DejaVu Sans. Where that is not installed, fontconfig's nearest substitute takes
/// its place; layout follows its measured extents, so nothing overlaps, but the picture differs.
/// Hinting of outlines and of extents is off and smoothing is grey, so that extents scale with the
/// size and a picture does not depend on the screen's settings.
@safe
public final class CairoCanvas: Canvas {
  /// The largest picture Cairo can hold, in pixels to a side.
  public static let largestSide = 32_767

  /// The width in pixels.
  public let width: Double
  /// The height in pixels.
  public let height: Double

  private let surface: OpaquePointer
  private let context: OpaquePointer

  /// Creates an opaque black canvas.
  ///
  /// - Throws: `Failure` (usage) for sizes outside 1...32,767, (fault) when memory runs out.
  public init(width: Int, height: Int) throws {
    let sides = 1...CairoCanvas.largestSide
    guard sides.contains(width), sides.contains(height) else {
      throw Failure(
        .usage, "a picture of \(width) × \(height) pixels cannot be drawn",
        remedy: "Ask for a width and a height from 1 to \(CairoCanvas.largestSide) pixels.")
    }
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    let context = unsafe cairo_create(surface)
    guard let surface = unsafe surface, let context = unsafe context,
      unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      unsafe cairo_status(context) == CAIRO_STATUS_SUCCESS
    else {
      unsafe cairo_destroy(context)
      unsafe cairo_surface_destroy(surface)
      throw Failure(
        .fault, "no memory for a picture of \(width) × \(height) pixels",
        remedy: "Ask for a smaller picture.")
    }
    self.width = Double(width)
    self.height = Double(height)
    unsafe self.surface = surface
    unsafe self.context = context

    unsafe cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_set_font_options(context, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  // MARK: Shapes

  /// Fills a path by the non-zero rule.
  public func fill(_ path: Path, with color: Color) {
    trace(path)
    setColor(color)
    unsafe cairo_fill(context)
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

  /// Draws; pixels have no structure.
  public func group(_ name: String, _ body: () -> Void) { body() }

  // MARK: Text

  /// Measures one line of text as `draw` would set it.
  public func extents(of text: String, in font: Font) -> TextExtents {
    select(font)
    var line = cairo_text_extents_t()
    unsafe cairo_text_extents(context, text, &line)
    var type = cairo_font_extents_t()
    unsafe cairo_font_extents(context, &type)
    return TextExtents(width: line.x_advance, ascent: type.ascent, descent: type.descent)
  }

  /// Draws one line of text from the left end of its baseline.
  public func draw(
    _ text: String, at origin: Point, in font: Font, color: Color, isUpright: Bool
  ) {
    unsafe cairo_save(context)
    select(font)
    setColor(color)
    unsafe cairo_move_to(context, origin.x, origin.y)
    if !isUpright { unsafe cairo_rotate(context, -.pi / 2) }
    unsafe cairo_show_text(context, text)
    unsafe cairo_restore(context)
    unsafe cairo_new_path(context)
  }

  /// The characters of a text for which the font has no glyph, in their order and each once: they
  /// appear as empty boxes.
  public func charactersWithoutGlyph(in text: String) -> [Character] {
    select(Font(size: 12))
    guard let font = unsafe cairo_get_scaled_font(context) else { return [] }
    var seen: Set<Character> = []
    return text.filter { !$0.isWhitespace && seen.insert($0).inserted }.filter { character in
      var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
      var count: Int32 = 0
      let status = unsafe cairo_scaled_font_text_to_glyphs(
        font, 0, 0, String(character), -1, &glyphs, &count, nil, nil, nil)
      defer { unsafe cairo_glyph_free(glyphs) }
      guard status == CAIRO_STATUS_SUCCESS, let glyphs = unsafe glyphs else { return false }
      // A font's glyph 0 is the one for what it lacks.
      return (0..<Int(count)).contains { unsafe glyphs[$0].index == 0 }
    }.map(\.self)
  }

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

  // MARK: Result

  /// Calls `body` with the finished pixels: 32-bit words 0xXXRRGGBB, `stride` bytes to a row.
  ///
  /// - Throws: `Failure` (fault) if Cairo failed at anything that was drawn, and what `body` throws.
  func withPixels<Result>(
    _ body: (_ pixels: UnsafePointer<UInt8>, _ stride: Int) throws -> Result
  ) throws -> Result {
    unsafe cairo_surface_flush(surface)
    let status = unsafe cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS, let data = unsafe cairo_image_surface_get_data(surface)
    else {
      let reason = unsafe String(cString: cairo_status_to_string(status))
      throw Failure(.fault, "the picture could not be drawn: Cairo says \"\(reason)\"")
    }
    return unsafe try body(data, Int(cairo_image_surface_get_stride(surface)))
  }

  // MARK: State

  private func setColor(_ color: Color) {
    unsafe cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
  }

  private func select(_ font: Font) {
    unsafe cairo_select_font_face(
      context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    unsafe cairo_set_font_size(context, font.size)
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
