/// The ground on which a figure stands, and how strong its lines are.
public enum Theme: String, CaseIterable, Sendable {
  /// Dark text on white.
  case light
  /// Light text on near-black, for dark slides.
  case dark
  /// Black text on white and thin lines, for paper. Its name is `print`.
  case paper = "print"
}

/// The colours of everything that is not a value.
package struct Palette: Sendable {
  package let background: Color
  /// The ground of a plot, seen where nothing else is drawn.
  package let plot: Color
  package let ink: Color
  /// Text of lesser weight; at least 4.5:1 on the background.
  package let quietInk: Color
  let frame: Color
  /// Ground and strokes of points that were not computed.
  let missing: Color
  let missingHatch: Color
  /// Ground and strokes of points whose value is not finite.
  let nonfinite: Color
  let nonfiniteHatch: Color
  /// The walls of a surface in three dimensions.
  let wall: Color
  /// Marks of minima: a hue that the colour maps do not hold.
  package let mark = Color(hex: 0xC2184B)
  package let markOutline = Color(hex: 0xFFFFFF)
  /// Values outside the colour scale.
  package let clip: ClipColors
  /// How wide lines are, relative to those on a screen.
  package let lineScale: Double

  /// - Parameter map: The colours of the values, if there are any.
  package init(_ theme: Theme, map: ColorMap = .viridis) {
    clip = ClipColors(map)
    lineScale = theme == .paper ? 0.75 : 1
    switch theme {
    case .light:
      background = Color(hex: 0xFFFFFF)
      plot = Color(hex: 0xF3F5F7)
      ink = Color(hex: 0x14181D)
      quietInk = Color(hex: 0x4A535D)
      frame = Color(hex: 0x2B323A)
      missing = Color(hex: 0xD9DDE1)
      missingHatch = Color(hex: 0xB2B9C1)
      nonfinite = Color(hex: 0x3C424A)
      nonfiniteHatch = Color(hex: 0xA87878)
      wall = Color(hex: 0xDDE1E6)
    case .paper:
      background = Color(hex: 0xFFFFFF)
      plot = Color(hex: 0xFFFFFF)
      ink = Color(hex: 0x000000)
      quietInk = Color(hex: 0x333333)
      frame = Color(hex: 0x000000)
      missing = Color(hex: 0xDDDDDD)
      missingHatch = Color(hex: 0xA6A6A6)
      nonfinite = Color(hex: 0x444444)
      nonfiniteHatch = Color(hex: 0xB08080)
      wall = Color(hex: 0xE6E6E6)
    case .dark:
      background = Color(hex: 0x101418)
      plot = Color(hex: 0x1B2127)
      ink = Color(hex: 0xF4F6F8)
      quietInk = Color(hex: 0xB4BEC8)
      frame = Color(hex: 0xC3CBD3)
      missing = Color(hex: 0x4A525B)
      missingHatch = Color(hex: 0x69737D)
      nonfinite = Color(hex: 0x24282D)
      nonfiniteHatch = Color(hex: 0xA87878)
      wall = Color(hex: 0x4C5660)
    }
  }
}
