internal import Figures
internal import Foundation
internal import SurfaceRendering

/// The parts of a presentation that are the same for all decks of a theme, from `Parts`.
enum PresentationTemplate {
  static func theme(_ theme: Theme) -> [UInt8] {
    let colors = DeckColors(theme)
    let (text, ground) = (hex(colors.text), hex(colors.background))
    let (quiet, panel) = (hex(colors.quiet), hex(colors.panel))
    let isDark = theme == .dark
    return filled(
      PackageResources.theme_xml,
      [
        "dark": isDark ? ground : text, "light": isDark ? text : ground,
        "dark2": isDark ? panel : quiet, "light2": isDark ? quiet : panel,
        "accent": hex(colors.accent), "plain": hex(colors.plain),
      ])
  }

  static func slideMaster(_ theme: Theme) -> [UInt8] {
    var parts =
      theme == .dark
      ? ["bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"]
      : ["bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"]
    let places = [
      ("accent", SlideLayout.accent), ("title", SlideLayout.title), ("body", SlideLayout.body),
      ("number", SlideLayout.number),
    ]
    for (name, place) in places {
      parts["\(name)-x"] = DrawingXML.units(place.x)
      parts["\(name)-y"] = DrawingXML.units(place.y)
      parts["\(name)-width"] = DrawingXML.units(place.width)
      parts["\(name)-height"] = DrawingXML.units(place.height)
    }
    return filled(PackageResources.slide_master_xml, parts)
  }

  static var slideLayout: [UInt8] { PackageResources.slide_layout_xml }
  static var notesMaster: [UInt8] { PackageResources.notes_master_xml }

  private static func hex(_ color: Color) -> String {
    [color.red, color.green, color.blue].map {
      let digits = String(Int((255 * $0).rounded()), radix: 16, uppercase: true)
      return digits.count < 2 ? "0\(digits)" : digits
    }.joined()
  }

  /// A part with its placeholders, `{{name}}`, replaced.
  private static func filled(_ bytes: [UInt8], _ parts: [String: String]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(parts.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }.utf8)
  }
}
