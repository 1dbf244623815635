/// Draws the marks of minima and of the trained weights.
struct MarkDrawing {
  let palette: Palette
  let unit: Double
  let radius: Double
  let font: Font
  let canvas: any Canvas

  init(unit: Double, palette: Palette, canvas: any Canvas) {
    let metrics = LayoutMetrics(unit: unit, text: TextFitting(canvas: canvas))
    self.palette = palette
    self.unit = unit
    self.canvas = canvas
    radius = metrics.markRadius
    font = metrics.markFont
  }

  /// Draws marks; without numbers only their circles.
  ///
  /// - Parameter clipped: the ranks of minima whose values lie outside the colours.
  func draw(_ placement: MarkPlacement, showsNumbers: Bool, clipped: Set<Int> = []) {
    for dot in placement.dots { drawDot(dot) }
    for dot in placement.unnumbered { drawUnnumbered(dot) }
    for mark in placement.numbered where mark.center != mark.anchor {
      drawLeader(from: mark.anchor, to: mark.center)
    }
    for mark in placement.numbered {
      drawNumber(
        showsNumbers ? mark.rank : nil, at: mark.center, isHollow: clipped.contains(mark.rank))
    }
  }

  /// The line from a minimum to its number, and a dot at the minimum.
  func drawLeader(from anchor: Point, to center: Point) {
    let line = Path(through: [anchor, center])
    canvas.stroke(line, with: Stroke(palette.markOutline, width: max(2.5, 6 * unit)))
    canvas.stroke(line, with: Stroke(palette.mark, width: max(1.2, 3 * unit)))
    drawUnnumbered(anchor)
  }

  /// The line from the place of a minimum that is not in view to its number: without a dot.
  func drawHollowLeader(from anchor: Point, to center: Point) {
    let line = Path(through: [anchor, center])
    canvas.stroke(line, with: Stroke(palette.mark, width: max(2.2, 5 * unit)))
    canvas.stroke(line, with: Stroke(palette.markOutline, width: max(1.2, 3 * unit)))
  }

  /// The room that the marks of a plot take.
  func boxes(of placement: MarkPlacement, cross: Point?) -> [Rectangle] {
    placement.numbered.flatMap {
      [Rectangle(around: $0.center, radius: radius), Rectangle(around: $0.anchor, radius: radius)]
    } + (placement.dots + placement.unnumbered).map { Rectangle(around: $0, radius: radius / 2) }
      + (cross.map { [Rectangle(around: $0, radius: centerArm)] } ?? [])
  }

  /// A small dot: a minimum that does not count.
  func drawDot(_ center: Point) {
    drawDot(center, color: palette.markOutline, outline: Color(hex: 0x14181D))
  }

  /// A small dot in the colour of the numbers' circles: a minimum that counts, its number elsewhere or left
  /// out.
  func drawUnnumbered(_ center: Point) {
    drawDot(center, color: palette.mark, outline: palette.markOutline)
  }

  /// A minimum of a line, which has no rank.
  func drawPoint(_ center: Point) {
    canvas.fill(.circle(center: center, radius: 0.62 * radius), with: palette.markOutline)
    canvas.fill(.circle(center: center, radius: 0.48 * radius), with: palette.mark)
  }

  /// The radius of a dot beside marks of a radius.
  static func dotSize(_ radius: Double) -> Double { max(2.2, 0.36 * radius) }

  private func drawDot(_ center: Point, color: Color, outline: Color) {
    let size = Self.dotSize(radius)
    canvas.fill(.circle(center: center, radius: size + max(1, 2.2 * unit)), with: outline)
    canvas.fill(.circle(center: center, radius: size), with: color)
  }

  /// A number in a circle, or in a hollow ring; the circle alone where there is no room for a number that
  /// can be read.
  func drawNumber(_ rank: Int?, at center: Point, isHollow: Bool = false) {
    let rim = max(1, (isHollow ? 0.16 : 0.13) * radius)
    let (outline, ground) =
      isHollow ? (palette.mark, palette.markOutline) : (palette.markOutline, palette.mark)
    canvas.fill(.circle(center: center, radius: radius), with: outline)
    canvas.fill(.circle(center: center, radius: radius - rim), with: ground)
    guard let label = rank.map({ String($0) }) else { return }
    var font = font
    // What a circle leaves at the height of the digits: two of them in full size.
    let room = 1.52 * radius
    let width = canvas.extents(of: label, in: font).width
    if width > room { font.size *= room / width }
    guard font.size >= TextFitting(canvas: canvas).leastSize else { return }
    let extents = canvas.extents(of: label, in: font)
    // Digits are about 0.73 of the em high: this centres them.
    let origin = Point(x: center.x - extents.width / 2, y: center.y + 0.365 * font.size)
    canvas.draw(label, at: origin, in: font, color: outline, isUpright: true)
  }

  /// The trained weights: a cross whose arms reach beyond a numbered circle at the same place.
  func drawCenter(_ center: Point, scale: Double = 1) {
    let arm = centerArm * scale
    var cross = Path()
    cross.addLine(
      from: Point(x: center.x - arm, y: center.y), to: Point(x: center.x + arm, y: center.y))
    cross.addLine(
      from: Point(x: center.x, y: center.y - arm), to: Point(x: center.x, y: center.y + arm))
    canvas.stroke(cross, with: Stroke(Color(hex: 0x14181D), width: max(3, 7.5 * unit)))
    canvas.stroke(cross, with: Stroke(Color(hex: 0xFFFFFF), width: max(1.2, 3.6 * unit)))
  }

  /// How far each arm of the cross reaches.
  var centerArm: Double { 1.7 * radius }
}
