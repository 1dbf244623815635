/// Grounds for what has no colour of its own, told apart by their strokes as well as by lightness.
struct Hatch {
  let ground: Color
  let stroke: Color
  /// Strokes rising to the right, falling, or both.
  let rises: Bool
  let falls: Bool

  init(_ kind: LegendKind, _ palette: Palette) {
    switch kind {
    case .missing: self.init(palette.missing, palette.missingHatch, rises: true)
    case .nonfinite: self.init(palette.nonfinite, palette.nonfiniteHatch, rises: true, falls: true)
    case .below: self.init(palette.clip.below, palette.clip.belowHatch, falls: true)
    default: self.init(palette.clip.above, palette.clip.aboveHatch, falls: true)
    }
  }

  private init(_ ground: Color, _ stroke: Color, rises: Bool = false, falls: Bool = false) {
    self.ground = ground
    self.stroke = stroke
    self.rises = rises
    self.falls = falls
  }

  /// Fills a path that lies within `bounds`. The strokes line up over the whole canvas.
  func fill(_ path: Path, within bounds: Rectangle, unit: Double, on canvas: any Canvas) {
    guard !path.elements.isEmpty else { return }
    canvas.fill(path, with: ground)
    let spacing = max(5, 18 * unit)
    var lines = Path()
    if rises {
      // x + y is constant along a line that rises to the right, as y runs downwards.
      var sum = ((bounds.x + bounds.y) / spacing).rounded(.down) * spacing
      while sum < bounds.maxX + bounds.maxY {
        lines.addLine(
          from: Point(x: sum - bounds.maxY, y: bounds.maxY),
          to: Point(x: sum - bounds.y, y: bounds.y))
        sum += spacing
      }
    }
    if falls {
      var difference = ((bounds.x - bounds.maxY) / spacing).rounded(.down) * spacing
      while difference < bounds.maxX - bounds.y {
        lines.addLine(
          from: Point(x: difference + bounds.y, y: bounds.y),
          to: Point(x: difference + bounds.maxY, y: bounds.maxY))
        difference += spacing
      }
    }
    canvas.clip(to: path) {
      canvas.stroke(lines, with: Stroke(stroke, width: max(1, 1.8 * unit)))
    }
  }
}
