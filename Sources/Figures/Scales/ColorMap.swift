/// A perceptually uniform sequence of colours that can be read without colour vision.
public enum ColorMap: String, CaseIterable, Sendable {
  /// Dark violet over teal to yellow. Like the others but vik it grows steadily lighter, so that it
  /// can also be read in a black-and-white print.
  case viridis
  /// Dark blue over grey to yellow: nearly the same picture for all forms of colour vision.
  case cividis
  /// Black over violet and orange to pale yellow.
  case magma
  /// Dark blue over white to dark red, for values on both sides of a middle.
  case vik
  /// Near-black to near-white, for prints without colours.
  case grey

  /// The colour at a position, 0 the first, 1 the last; positions outside are clamped.
  public func color(at position: Double) -> Color {
    let points = points
    let last = points.count - 1
    let scaled = (position.isNaN ? 0 : min(max(position, 0), 1)) * Double(last)
    let index = min(Int(scaled), last - 1)
    return Color(hex: points[index])
      .mixed(with: Color(hex: points[index + 1]), scaled - Double(index))
  }

  private var points: [UInt32] {
    switch self {
    case .viridis: ColorMap.viridisPoints
    case .cividis: ColorMap.cividisPoints
    case .magma: ColorMap.magmaPoints
    case .vik: ColorMap.vikPoints
    case .grey: ColorMap.greyPoints
    }
  }
}

/// The grounds of values outside a colour scale, and the strokes of their hatches.
///
/// They stand apart from every colour of their map: paler than its lightest and blacker than its
/// darkest where there is room, otherwise of a hue that it lacks.
package struct ClipColors: Hashable, Sendable {
  package let above: Color
  package let aboveHatch: Color
  package let below: Color
  package let belowHatch: Color

  package init(_ map: ColorMap) {
    switch map {
    case .viridis, .cividis: self.init(0xFFF9DC, 0xCBBE86, 0x16031C, 0x5B4468)
    case .magma: self.init(0xBDF0E6, 0x6FB5A8, 0x1E6E5F, 0x57A394)
    case .vik: self.init(0xF5CE5A, 0xB8912A, 0x57CDBD, 0x1F8A7D)
    case .grey: self.init(0xFFD97A, 0xC79A2E, 0x123C78, 0x5B83BC)
    }
  }

  private init(_ above: UInt32, _ aboveHatch: UInt32, _ below: UInt32, _ belowHatch: UInt32) {
    self.above = Color(hex: above)
    self.aboveHatch = Color(hex: aboveHatch)
    self.below = Color(hex: below)
    self.belowHatch = Color(hex: belowHatch)
  }
}
