/// The colours of values: a colour scale seen through a colour map on a ground.
struct ValueColors {
  let scale: ColorScale
  let map: ColorMap
  let theme: Theme
  let style: ContourStyle

  /// The colour at a position in the range, 0...1.
  ///
  /// Lines alone on a ground need contrast with it, so for them the end of the map that is close
  /// to the ground is left out.
  func color(at position: Double) -> Color {
    guard style == .contour else { return map.color(at: position) }
    switch theme {
    case .light: return map.color(at: 0.86 * position)
    case .dark: return map.color(at: 0.24 + 0.76 * position)
    }
  }

  /// The colour of a filled band; band 0 lies below the first level.
  func band(_ index: Int) -> Color { color(at: scale.bandPosition(index)) }

  /// How a contour line is stroked.
  func line(at level: Double, isMajor: Bool, style: ContourStyle, unit: Double) -> Stroke {
    let position = scale.position(ofUnits: level)
    let width = isMajor ? max(1.2, 3 * unit) : max(0.6, 1.3 * unit)
    if style == .contour {
      return Stroke(color(at: position), width: isMajor ? 1.6 * width : 1.7 * width)
    }
    // Light lines on dark bands, dark lines on light ones.
    let isDark = color(at: position).luminance < 0.16
    let ink = isDark ? Color(hex: 0xFFFFFF) : Color(hex: 0x000000)
    return Stroke(ink.withOpacity(isMajor ? 0.62 : isDark ? 0.3 : 0.24), width: width)
  }
}
