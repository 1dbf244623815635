/// How a class of a sublevel set is marked.
package enum ClassMark: Hashable, Sendable {
  /// A minimum that counts.
  case counted
  /// A minimum on the border.
  case border
  /// A minimum below the threshold.
  case uncounted
  /// A hole.
  case hole

  init(_ item: PersistenceFigure.Class) {
    self =
      item.dimension == .hole
      ? .hole : item.rank != nil ? .counted : item.isOnBorder ? .border : .uncounted
  }

  func color(_ palette: Palette, _ theme: Theme) -> Color {
    switch self {
    case .counted: palette.mark
    case .border, .uncounted: palette.quietInk
    case .hole: SeriesHue.residual.color(theme)
    }
  }
}

/// Draws the marks of classes.
struct ClassDrawing {
  let palette: Palette
  let theme: Theme
  let unit: Double
  let canvas: any Canvas

  private var line: Double { max(1.2, 2.6 * unit) }

  /// A bar; hollow for a minimum on the border.
  func drawBar(_ mark: ClassMark, _ bar: Rectangle) {
    let color = mark.color(palette, theme)
    guard mark == .border else { return canvas.fill(Path(bar), with: color) }
    canvas.fill(Path(bar), with: palette.plot)
    canvas.stroke(Path(bar.inset(by: line / 2)), with: Stroke(color, width: line))
  }

  /// The end of a bar that never ends: an arrow to the right edge of its room.
  func drawArrow(_ room: Rectangle) {
    let length = min(room.width, 1.1 * room.height)
    let (left, right, middle) = (room.maxX - length, room.maxX, room.center.y)
    let head = Path(
      through: [
        Point(x: left, y: room.y), Point(x: right, y: middle), Point(x: left, y: room.maxY),
      ], closed: true)
    canvas.fill(head, with: palette.ink)
  }

  /// A point: a circle for a minimum, hollow on the border; a triangle for a hole.
  func drawPoint(_ mark: ClassMark, at center: Point, radius: Double) {
    let color = mark.color(palette, theme)
    switch mark {
    case .hole:
      let (across, down) = (radius * 1.05, radius * 0.6)
      let corners = [
        Point(x: center.x, y: center.y - 2 * down), Point(x: center.x + across, y: center.y + down),
        Point(x: center.x - across, y: center.y + down),
      ]
      let path = Path(through: corners, closed: true)
      canvas.fill(path, with: color)
      canvas.stroke(path, with: Stroke(palette.plot, width: max(0.8, 1.2 * unit)))
    case .border:
      canvas.fill(.circle(center: center, radius: radius), with: palette.plot)
      canvas.stroke(
        .circle(center: center, radius: radius - line / 2), with: Stroke(color, width: line))
    case .counted, .uncounted:
      canvas.fill(.circle(center: center, radius: radius), with: palette.plot)
      canvas.fill(.circle(center: center, radius: 0.85 * radius), with: color)
    }
  }
}
