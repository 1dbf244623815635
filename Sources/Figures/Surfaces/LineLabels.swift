package import Grids

/// The values of the heavier contour lines, written on the lines themselves.
package struct LineLabels {
  package struct Label {
    package let text: String
    package let level: Double
    /// The room that interrupts the line.
    package let plate: Rectangle
  }

  package private(set) var labels: [Label] = []

  /// Finds a place for each level with a text on its longest line: where the line runs most nearly
  /// straight and level over the width of the text, inside the plot, clear of what is to be avoided, of
  /// other labels and, if there is such a place, of other lines. A level that has no such place, or only
  /// short lines, gets no label.
  package init(
    _ levels: [(level: Double, text: String?, lines: [ContourLine])], in frame: PlotFrame,
    avoiding obstacles: [Rectangle], font: Font, canvas: any Canvas
  ) {
    let outlines = levels.map { level in
      level.lines.map { line in
        Outline((line.points + (line.isClosed ? line.points.prefix(1) : [])).map(frame.point))
      }
    }
    let inner = frame.rectangle.inset(by: 0.4 * font.size)
    for (index, (level, text, _)) in levels.enumerated() {
      guard let text, let longest = outlines[index].max(by: { $0.length < $1.length }) else {
        continue
      }
      let extents = canvas.extents(of: text, in: font)
      let size = (width: extents.width + 0.5 * font.size, height: extents.height)
      guard longest.length > 5 * size.width else { continue }
      let taken = obstacles + labels.map { $0.plate.inset(by: -0.3 * font.size) }
      let free = longest.middles(byDeviationOver: size.width).map { middle in
        Rectangle(
          x: middle.x - size.width / 2, y: middle.y - size.height / 2, width: size.width,
          height: size.height)
      }.filter { plate in inner.contains(plate) && !taken.contains { $0.overlaps(plate) } }
      let others = outlines.indices.filter { $0 != index }.flatMap { outlines[$0] }
      let plate = free.first { plate in !others.contains { $0.crosses(plate) } } ?? free.first
      if let plate { labels.append(Label(text: text, level: level, plate: plate)) }
    }
  }

  func draw(_ colors: ValueColors, palette: Palette, font: Font, on canvas: any Canvas) {
    for label in labels {
      let color = colors.color(at: colors.scale.position(ofUnits: label.level))
      let isOnGround = colors.style == .contour
      let ground = isOnGround ? palette.plot : color
      let ink =
        isOnGround
        ? palette.ink
        : color.luminance < 0.2 ? Color(hex: 0xFFFFFF) : Color(hex: 0x101418)
      canvas.fill(Path(label.plate), with: ground)
      let extents = canvas.extents(of: label.text, in: font)
      let origin = Point(
        x: label.plate.center.x - extents.width / 2, y: label.plate.y + extents.ascent)
      canvas.draw(label.text, at: origin, in: font, color: ink, isUpright: true)
    }
  }
}

/// A contour line on the canvas.
private struct Outline {
  private let points: [Point]
  let length: Double
  private let bounds: Rectangle

  init(_ points: [Point]) {
    self.points = points
    length = zip(points, points.dropFirst()).reduce(0) { sum, pair in
      let (dx, dy) = (pair.1.x - pair.0.x, pair.1.y - pair.0.y)
      return sum + (dx * dx + dy * dy).squareRoot()
    }
    bounds = Outline.bounds(points)
  }

  private static func bounds(_ points: some Collection<Point>) -> Rectangle {
    let (xs, ys) = (points.lazy.map(\.x), points.lazy.map(\.y))
    return Rectangle(
      left: xs.min() ?? 0, top: ys.min() ?? 0, right: xs.max() ?? 0, bottom: ys.max() ?? 0)
  }

  /// Whether the line may pass through a rectangle.
  func crosses(_ rectangle: Rectangle) -> Bool {
    bounds.overlaps(rectangle)
      && points.indices.dropFirst().contains {
        Outline.bounds(points[$0 - 1...$0]).inset(by: -0.5).overlaps(rectangle)
      }
  }

  /// The middles of the line's parts, those first about which it departs least from a level line over a
  /// width.
  func middles(byDeviationOver width: Double) -> [Point] {
    points.indices.dropFirst().map { end in
      let (a, b) = (points[end - 1], points[end])
      let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
      let deviation = max(
        deviation(from: middle, points[..<end].reversed(), width: width),
        deviation(from: middle, points[end...], width: width))
      return (middle, deviation)
    }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// How far a line that begins at a middle rises or falls before it is half a width away from it
  /// sideways. One that ends or turns back before is as bad as one that rises by the width.
  private func deviation(
    from middle: Point, _ points: some Collection<Point>, width: Double
  ) -> Double {
    var most = 0.0
    for point in points {
      most = max(most, abs(point.y - middle.y))
      if abs(point.x - middle.x) >= width / 2 || most >= width { return most }
    }
    return width
  }
}
