/// A perceptually uniform sequence of colours of steadily growing lightness, so that it can be
/// read without colour vision and in a black-and-white print.
public enum ColorMap: String, CaseIterable, Sendable {
  /// Dark violet over teal to yellow.
  case viridis
  /// Dark blue over grey to yellow: nearly the same picture for all forms of colour vision.
  case cividis

  /// The colour at a position, 0 the darkest, 1 the lightest; positions outside are clamped.
  public func color(at position: Double) -> Color {
    let points = self == .viridis ? ColorMap.viridisPoints : ColorMap.cividisPoints
    let last = points.count - 1
    let scaled = (position.isNaN ? 0 : min(max(position, 0), 1)) * Double(last)
    let index = min(Int(scaled), last - 1)
    return Color(hex: points[index])
      .mixed(with: Color(hex: points[index + 1]), scaled - Double(index))
  }
}
