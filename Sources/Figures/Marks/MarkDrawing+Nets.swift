extension MarkDrawing {
  /// The ground of the letters of nets.
  private static let netGround = Color(hex: 0x14181D)
  private static let netInk = Color(hex: 0xFFFFFF)

  /// A net on a map: a dot, and its letter beside it, inside the plot and clear of the circle of a
  /// minimum at the same place.
  func drawNet(_ name: String, at anchor: Point, in plot: Rectangle, showsText: Bool) {
    drawNetDot(anchor)
    if showsText { drawNetName(name, at: netNamePlace(anchor, in: plot)) }
  }

  /// Where the letter of a net stands.
  func netNamePlace(_ anchor: Point, in plot: Rectangle) -> Point {
    let way = 1.75 * radius
    let x = anchor.x + way + radius < plot.maxX ? anchor.x + way : anchor.x - way
    let y = anchor.y - way - radius > plot.y ? anchor.y - way : anchor.y + way
    return Point(x: x, y: y)
  }

  /// The place of a net.
  func drawNetDot(_ anchor: Point) {
    let size = Self.dotSize(radius)
    canvas.fill(
      .circle(center: anchor, radius: size + max(1, 2.2 * unit)), with: Self.netInk)
    canvas.fill(.circle(center: anchor, radius: size), with: Self.netGround)
  }

  /// The letter of a net in a square.
  func drawNetName(_ name: String, at center: Point) {
    let half = 0.86 * radius
    let rim = max(1, 0.12 * radius)
    canvas.fill(Path(Rectangle(around: center, radius: half)), with: Self.netInk)
    canvas.fill(Path(Rectangle(around: center, radius: half - rim)), with: Self.netGround)
    let extents = canvas.extents(of: name, in: font)
    let origin = Point(x: center.x - extents.width / 2, y: center.y + 0.365 * font.size)
    canvas.draw(name, at: origin, in: font, color: Self.netInk, isUpright: true)
  }
}
