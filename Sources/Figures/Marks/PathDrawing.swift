internal import RealModule

/// Draws the path of an optimiser on a canvas, once its points have their places there.
struct PathDrawing {
  /// A checkpoint on the canvas.
  struct Dot {
    let at: Point
    /// The colour of its value; nil where it is not known.
    let color: Color?
    var isHidden = false
  }

  /// A part of the line that is seen alike.
  struct Run {
    var points: [Point]
    let isHidden: Bool
  }

  let colors: PathColors
  let unit: Double
  /// The radius of the marks of minima, against which dots are measured.
  let radius: Double
  let canvas: any Canvas

  init(_ number: Int, marks: MarkDrawing) {
    colors = PathColors(number)
    unit = marks.unit
    radius = marks.radius
    canvas = marks.canvas
  }

  private var width: Double { max(1.6, 4 * unit) }
  private var dotRadius: Double { 0.52 * radius }

  /// Draws runs of the line, then arrows, then the dots.
  func draw(_ runs: [Run], dots: [Dot]) {
    for (color, width) in [(colors.casing, 2.1 * width), (colors.line, width)] {
      for run in runs {
        canvas.stroke(
          Path(through: run.points),
          with: Stroke(run.isHidden ? color.withOpacity(0.3) : color, width: width))
      }
    }
    let dots = spaced(dots)
    for run in runs where !run.isHidden { drawArrows(run.points, clearOf: dots) }
    for dot in dots { draw(dot) }
  }

  private func draw(_ dot: Dot) {
    let shown = dot.isHidden ? 0.4 : 1
    canvas.fill(
      .circle(center: dot.at, radius: dotRadius + 1.1 * max(1, 2 * unit)),
      with: colors.casing.withOpacity(shown))
    canvas.fill(
      .circle(center: dot.at, radius: dotRadius), with: colors.line.withOpacity(shown))
    canvas.fill(
      .circle(center: dot.at, radius: dotRadius - max(1, 1.8 * unit)),
      with: (dot.color ?? Color(hex: 0xFFFFFF)).withOpacity(shown))
  }

  /// The dots that do not run into the one before; the last is always there.
  private func spaced(_ dots: [Dot]) -> [Dot] {
    guard let last = dots.last else { return [] }
    let gap = 1.7 * dotRadius
    var kept: [Dot] = []
    for dot in dots.dropLast()
    where distance(dot.at, last.at) >= gap
      && (kept.last.map { distance($0.at, dot.at) >= gap } ?? true)
    {
      kept.append(dot)
    }
    return kept + [last]
  }

  /// Heads along the line, some way apart and clear of the dots; one at least on a line that has room for it.
  private func drawArrows(_ points: [Point], clearOf dots: [Dot]) {
    let spacing = max(170 * unit, 7 * radius)
    let gap = dotRadius + 1.6 * arrowSize
    let step = max(1, arrowSize / 3)
    let total = zip(points, points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
    // The first arrow is half a spacing from the start, or halfway along a short line.
    var next = min(spacing, total) / 2
    var walked = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      let length = distance(a, b)
      while next <= walked + length, length > 0 {
        let share = (next - walked) / length
        let place = Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
        let isClear = dots.allSatisfy { distance($0.at, place) >= gap }
        if isClear { drawArrow(from: a, to: b, share: share) }
        next += isClear ? spacing : step
      }
      walked += length
    }
  }

  private var arrowSize: Double { max(5, 2.9 * width) }

  private func drawArrow(from a: Point, to b: Point, share: Double) {
    let length = distance(a, b)
    guard length > 0 else { return }
    let (dx, dy) = ((b.x - a.x) / length, (b.y - a.y) / length)
    let at = Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
    func head(_ size: Double) -> Path {
      Path(
        through: [(1.15, 0), (-0.75, 0.85), (-0.75, -0.85)].map { along, across in
          Point(
            x: at.x + size * (along * dx - across * dy), y: at.y + size * (along * dy + across * dx)
          )
        }, closed: true)
    }
    let size = arrowSize
    canvas.fill(head(size + max(1, 2.4 * unit)), with: colors.casing)
    canvas.fill(head(size), with: colors.line)
  }

  private func distance(_ a: Point, _ b: Point) -> Double { Double.hypot(a.x - b.x, a.y - b.y) }

  /// A piece of line in a legend.
  func drawSample(_ box: Rectangle) {
    let line = [Point(x: box.x, y: box.center.y), Point(x: box.maxX, y: box.center.y)]
    canvas.stroke(Path(through: line), with: Stroke(colors.casing, width: 2.1 * width))
    canvas.stroke(Path(through: line), with: Stroke(colors.line, width: width))
    drawArrow(from: line[0], to: line[1], share: 0.55)
  }

  /// A checkpoint in a legend.
  func drawSampleDot(_ box: Rectangle, color: Color) {
    draw(Dot(at: box.center, color: color))
  }
}

extension ValueColors {
  /// The colour of a value in a dot, on the scale of the surface; those of its ends for what lies outside,
  /// dark for what is not finite.
  func dot(_ value: Double) -> Color {
    guard value.isFinite else { return Color(hex: 0x3C424A) }
    let position = scale.position(ofUnits: scale.units(value))
    return map.color(at: min(max(position, 0), 1))
  }
}
