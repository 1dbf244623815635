/// The colours of values: a colour scale seen through a colour map on a ground.
package struct ValueColors {
  let scale: ColorScale
  let map: ColorMap
  let theme: Theme
  let style: ContourStyle

  package init(scale: ColorScale, map: ColorMap, theme: Theme, style: ContourStyle) {
    (self.scale, self.map, self.theme, self.style) = (scale, map, theme, style)
  }

  /// The colour at a position in the range, 0...1.
  ///
  /// Lines alone on a ground need contrast with it. For them the end of a map that is close to the
  /// ground is left out, and what is still too close to it, as the middle of vik, is mixed with ink.
  func color(at position: Double) -> Color {
    guard style == .contour else { return map.color(at: position) }
    switch theme {
    case .light: return map.color(at: 0.86 * position).mixed(with: black) { $0.luminance <= 0.6 }
    case .paper: return map.color(at: 0.86 * position).mixed(with: black) { $0.luminance <= 0.4 }
    case .dark:
      // Both ends of vik are dark.
      let base = map == .vik ? position : 0.24 + 0.76 * position
      return map.color(at: base).mixed(with: white) { $0.luminance >= 0.08 }
    }
  }

  /// The colour of a filled band; band 0 lies below the first level.
  func band(_ index: Int) -> Color { color(at: scale.bandPosition(index)) }

  /// How a contour line is stroked.
  func line(at level: Double, isMajor: Bool, style: ContourStyle, unit: Double) -> Stroke {
    let position = scale.position(ofUnits: level)
    let scale = Palette(theme).lineScale
    let width = isMajor ? max(1.2, 3 * scale * unit) : max(0.6, 1.3 * scale * unit)
    if style == .contour {
      return Stroke(color(at: position), width: isMajor ? 1.6 * width : 1.7 * width)
    }
    // Light lines on dark bands, dark lines on light ones.
    let isDark = color(at: position).luminance < 0.16
    let ink = isDark ? white : black
    return Stroke(ink.withOpacity(isMajor ? 0.62 : isDark ? 0.3 : 0.24), width: width)
  }
}

private let black = Color(hex: 0x000000)
private let white = Color(hex: 0xFFFFFF)

extension Color {
  /// The colour mixed with as little of another as it takes to be good enough.
  fileprivate func mixed(with other: Color, until isGood: (Color) -> Bool) -> Color {
    guard !isGood(self) else { return self }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<12 {
      let middle = (low + high) / 2
      if isGood(mixed(with: other, middle)) { high = middle } else { low = middle }
    }
    return mixed(with: other, high)
  }
}
