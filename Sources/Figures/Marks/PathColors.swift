/// The colours of a path's line and of what surrounds it, so that it stands out from every surface.
struct PathColors {
  let line: Color
  let casing: Color

  private static let dark = Color(hex: 0x14181D)
  private static let light = Color(hex: 0xFFFFFF)
  private static let all = [
    PathColors(line: dark, casing: light), PathColors(line: light, casing: dark),
    PathColors(line: Color(hex: 0xF76707), casing: light),
    PathColors(line: Color(hex: 0x9BE7FF), casing: dark),
  ]

  private init(line: Color, casing: Color) {
    (self.line, self.casing) = (line, casing)
  }

  /// The colours of a path by its number.
  init(_ number: Int) { self = Self.all[number % Self.all.count] }
}
