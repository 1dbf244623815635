internal import Grids

/// The values of the heavier contour lines, written on the lines themselves.
struct LineLabels {
  struct Label {
    let text: String
    let level: Double
    /// The room that interrupts the line.
    let plate: Rectangle
  }

  private(set) var labels: [Label] = []

  /// Finds a place for each level on its longest line: where the line runs most nearly level,
  /// inside the plot, clear of what is to be avoided and of other labels. A level that has no such
  /// place, or only short lines, gets no label.
  init(
    _ levels: [(level: Double, text: String, lines: [ContourLine])], in frame: PlotFrame,
    avoiding obstacles: [Rectangle], font: Font, canvas: any Canvas
  ) {
    for (level, text, lines) in levels {
      let extents = canvas.extents(of: text, in: font)
      let size = (width: extents.width + 0.5 * font.size, height: extents.height)
      let outlines = lines.map { line in
        (line.points + (line.isClosed ? line.points.prefix(1) : [])).map { frame.point($0) }
      }
      let longest = outlines.max { length($0) < length($1) }
      guard let longest, length(longest) > 5 * size.width else { continue }
      let inner = frame.rectangle.inset(by: 0.4 * font.size)
      let taken = obstacles + labels.map { $0.plate.inset(by: -0.3 * font.size) }
      let plates = zip(longest, longest.dropFirst()).sorted {
        steepness($0) < steepness($1)
      }.map { a, b in
        Rectangle(
          x: (a.x + b.x - size.width) / 2, y: (a.y + b.y - size.height) / 2, width: size.width,
          height: size.height)
      }
      let free = plates.first { plate in
        inner.contains(plate) && !taken.contains { $0.overlaps(plate) }
      }
      if let free { labels.append(Label(text: text, level: level, plate: free)) }
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

private func length(_ points: [Point]) -> Double {
  zip(points, points.dropFirst()).reduce(0) { sum, pair in
    let (dx, dy) = (pair.1.x - pair.0.x, pair.1.y - pair.0.y)
    return sum + (dx * dx + dy * dy).squareRoot()
  }
}

private func steepness(_ pair: (Point, Point)) -> Double {
  abs(pair.1.y - pair.0.y) / max(1e-9, abs(pair.1.x - pair.0.x))
}
