internal import CCairo
internal import Figures

/// The faces in which texts are set, each loaded once, and the room that texts take in them.
@safe
final class CairoFonts {
  /// A part of a text that one family has all characters of.
  struct Run: Hashable {
    let family: String
    var text: String
  }

  private struct Style: Hashable {
    let family: String
    let isBold: Bool
  }

  private struct Scaled: Hashable {
    let style: Style
    let size: Double
  }

  static let standardFamily = "DejaVu Sans"
  /// What stands for a character that no font has.
  static let replacement: Character = "?"

  private(set) var report = FontReport()
  let options: OpaquePointer
  private let family: String
  private var faces: [Style: OpaquePointer] = unsafe [:]
  private var scaledFonts: [Scaled: OpaquePointer] = unsafe [:]
  /// The family that has a character; nil where none has.
  private var families: [Character: String?] = [:]

  /// - Parameter family: The family to set texts in; nil for DejaVu Sans.
  init(family: String?) {
    self.family = family ?? CairoFonts.standardFamily
    guard let options = unsafe cairo_font_options_create() else {
      // Cairo returns an object that ignores everything rather than null.
      preconditionFailure("no font options")
    }
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe self.options = options
    if let family, !InstalledFonts.hasFamily(family) { report.absentFamily = family }
  }

  deinit {
    unsafe scaledFonts.values.forEach { unsafe cairo_scaled_font_destroy($0) }
    unsafe faces.values.forEach { unsafe cairo_font_face_destroy($0) }
    unsafe cairo_font_options_destroy(options)
  }

  // MARK: Faces

  func face(_ family: String, isBold: Bool) -> OpaquePointer? {
    unsafe face(Style(family: family, isBold: isBold))
  }

  private func face(_ style: Style) -> OpaquePointer? {
    if let face = unsafe faces[style] { return unsafe face }
    let face = unsafe cairo_toy_font_face_create(
      style.family, CAIRO_FONT_SLANT_NORMAL,
      style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    unsafe faces[style] = face
    return unsafe face
  }

  /// A face at a size in pixels, without regard to how a canvas is scaled.
  private func scaledFont(_ family: String, _ font: Font) -> OpaquePointer? {
    let style = Style(family: family, isBold: font.isBold)
    let key = Scaled(style: style, size: font.size)
    if let known = unsafe scaledFonts[key] { return unsafe known }
    var (matrix, identity) = (cairo_matrix_t(), cairo_matrix_t())
    unsafe cairo_matrix_init_scale(&matrix, font.size, font.size)
    unsafe cairo_matrix_init_identity(&identity)
    let scaled = unsafe cairo_scaled_font_create(face(style), &matrix, &identity, options)
    unsafe scaledFonts[key] = scaled
    return unsafe scaled
  }

  // MARK: Measuring

  func extents(of text: String, in font: Font) -> TextExtents {
    var type = cairo_font_extents_t()
    unsafe cairo_scaled_font_extents(scaledFont(family, font), &type)
    let width = runs(of: text, isBold: font.isBold).reduce(0) { width, run in
      var line = cairo_text_extents_t()
      unsafe cairo_scaled_font_text_extents(scaledFont(run.family, font), run.text, &line)
      return width + line.x_advance
    }
    return TextExtents(width: width, ascent: type.ascent, descent: type.descent)
  }

  // MARK: Characters that the font lacks

  /// The parts of a text by the families that have their characters.
  func runs(of text: String, isBold: Bool) -> [Run] {
    var runs: [Run] = []
    for character in text {
      let known = character.isWhitespace ? family : holder(of: character)
      let shown = known == nil ? CairoFonts.replacement : character
      let family = known ?? family
      if runs.last?.family == family {
        runs[runs.count - 1].text.append(shown)
      } else {
        runs.append(Run(family: family, text: String(shown)))
      }
    }
    return runs
  }

  /// The family that has a character: that of all texts, or else the first installed one; nil where
  /// none has it.
  private func holder(of character: Character) -> String? {
    if let known = families[character] { return known }
    var found: String?
    if has(character, family) {
      found = family
    } else if let other = InstalledFonts.family(with: character), has(character, other) {
      found = other
      report.add(character, from: other)
    } else {
      report.missing.append(character)
    }
    families[character] = .some(found)
    return found
  }

  private func has(_ character: Character, _ family: String) -> Bool {
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let status = unsafe cairo_scaled_font_text_to_glyphs(
      scaledFont(family, Font(size: 12)), 0, 0, String(character), -1, &glyphs, &count, nil, nil,
      nil)
    defer { unsafe cairo_glyph_free(glyphs) }
    guard status == CAIRO_STATUS_SUCCESS, let glyphs = unsafe glyphs else { return false }
    // A font's glyph 0 is the one for what it lacks.
    return (0..<Int(count)).allSatisfy { unsafe glyphs[$0].index != 0 }
  }
}
