internal import SurfaceRendering

/// The axes of a box on its outline: both horizontal ones along the ground towards the viewer, the
/// vertical one at the left. Labels stand outside and keep apart.
struct SceneAxes {
  struct Label {
    let text: String
    let font: Font
    let box: Rectangle
    var isUpright = true
  }

  private(set) var ticks: [(from: Point, to: Point)] = []
  private(set) var labels: [Label] = []
  /// The heights at which ticks stand.
  private(set) var heights: [Double] = []

  private let metrics: LayoutMetrics
  private let projection: SceneProjection
  private let hasText: Bool
  /// The width of the plot.
  private let widest: Double

  init(
    _ projection: SceneProjection, _ panel: Panel, _ scale: ColorScale, quantity: String,
    parts: Set<FigurePart>, widest: Double, metrics: LayoutMetrics
  ) {
    self.widest = widest
    self.metrics = metrics
    self.projection = projection
    hasText = parts.contains(.tickLabels)
    let corners = SceneCorners(projection)
    let names = parts.contains(.axisNames)
    let box = projection.box
    if let edge = corners.alongX {
      add(
        Ticks.choices(on: box.x, .linear, atMost: 5), name: names ? panel.xLabel.axisSymbol : nil,
        outward: edge.outward
      ) { .init(projection.project(x: $0, y: edge.position, height: edge.height)) }
    }
    if let edge = corners.alongY {
      add(
        Ticks.choices(on: box.y, .linear, atMost: 5), name: names ? panel.yLabel.axisSymbol : nil,
        outward: edge.outward
      ) { .init(projection.project(x: edge.position, y: $0, height: edge.height)) }
    }
    guard let upright = corners.upright,
      case .choices(let choices) = PlotAxis(colorBar: scale).labels
    else { return }
    heights = add(
      choices.filter { $0.count <= 6 }, name: nil, outward: Point(x: -1, y: 0)
    ) { .init(projection.project(x: upright.x, y: upright.y, height: scale.units($0))) }
    .map { scale.units($0.value) }
    if names { addHeightName(quantity, upright) }
  }

  /// The room that everything takes.
  var bounds: Rectangle? {
    let boxes = labels.map(\.box) + ticks.map { Rectangle(around: $0.to, radius: 1) }
    guard let first = boxes.first else { return nil }
    return boxes.reduce(first) {
      Rectangle(
        left: min($0.x, $1.x), top: min($0.y, $1.y), right: max($0.maxX, $1.maxX),
        bottom: max($0.maxY, $1.maxY))
    }
  }

  /// Adds the densest of some choices of ticks whose labels keep apart, and the name of the axis beside
  /// its middle.
  @discardableResult
  private mutating func add(
    _ choices: [[Tick]], name: String?, outward: Point, _ place: (Double) -> Point
  ) -> [Tick] {
    let length = metrics.tickLength
    func end(_ at: Point) -> Point {
      Point(x: at.x + length * outward.x, y: at.y + length * outward.y)
    }
    func written(_ tick: Tick) -> Label {
      label(tick.label, metrics.tickFont, beside: end(place(tick.value)), outward, metrics.small)
    }
    func room(_ tick: Tick) -> Rectangle {
      written(tick).box.inset(by: -0.15 * metrics.tickFont.size)
    }
    let chosen = choices.first { choice in
      let rooms = choice.map(room)
      return zip(rooms, rooms.dropFirst()).allSatisfy { !$0.overlaps($1) }
    }
    let used = chosen ?? choices.last ?? []
    for tick in used {
      let at = place(tick.value)
      ticks.append((at, end(at)))
    }
    guard hasText, let chosen else { return used }
    // Where two axes meet, the first keeps its label.
    let taken = labels
    let apart = -0.6 * metrics.tickFont.size
    labels += chosen.map(written).filter { label in
      !taken.contains { $0.box.inset(by: apart).overlaps(label.box) }
    }
    let width = 0.3 * widest
    guard let name = name.flatMap({ fitted($0, width: width) }), let first = used.first,
      let last = used.last
    else { return used }
    let (a, b) = (place(first.value), place(last.value))
    let middle = Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    // Beyond the widest of the tick labels.
    let reach = chosen.map { written($0).box.support(outward) }.max() ?? 0
    let named = label(
      name.text, name.font, beside: end(middle), outward, 2 * metrics.small + reach)
    if !labels.contains(where: { $0.box.overlaps(named.box) }) { labels.append(named) }
    return used
  }

  /// The name of an axis in a size in which it fits; nil where it does not.
  private func fitted(_ name: String, width: Double) -> (text: String, font: Font)? {
    let fitted = metrics.text.fit(
      [name], metrics.nameFont, width: max(1, width), lines: 1, smallest: 0.75)
    guard let line = fitted.lines[0].first, line.last != "…" else { return nil }
    return (line, fitted.font)
  }

  /// A text whose box lies beyond a point in a direction.
  private func label(
    _ text: String, _ font: Font, beside point: Point, _ outward: Point, _ gap: Double
  ) -> Label {
    let extents = metrics.text.canvas.extents(of: text, in: font)
    let size = Rectangle(x: 0, y: 0, width: extents.width, height: extents.height)
    let way = gap + size.support(outward) / 2
    let center = Point(x: point.x + way * outward.x, y: point.y + way * outward.y)
    return Label(
      text: text, font: font,
      box: Rectangle(
        x: center.x - extents.width / 2, y: center.y - extents.height / 2, width: extents.width,
        height: extents.height))
  }

  /// The name of the vertical axis runs upwards, left of its labels.
  private mutating func addHeightName(_ quantity: String, _ upright: (x: Double, y: Double)) {
    guard hasText, let left = labels.suffix(heights.count).map(\.box.x).min() else { return }
    let box = projection.box
    func place(_ height: Double) -> Point {
      Point(projection.project(x: upright.x, y: upright.y, height: height))
    }
    let (low, high) = (place(box.heights.lowerBound), place(box.heights.upperBound))
    guard let name = fitted(quantity, width: 1.15 * (low.y - high.y)) else { return }
    let extents = metrics.text.canvas.extents(of: name.text, in: name.font)
    let label = Label(
      text: name.text, font: name.font,
      box: Rectangle(
        x: left - metrics.large - extents.height, y: (low.y + high.y - extents.width) / 2,
        width: extents.height, height: extents.width), isUpright: false)
    if !labels.contains(where: { $0.box.overlaps(label.box) }) { labels.append(label) }
  }

  /// Leaves out what lies outside a plot, as it does where the scene is enlarged.
  func within(_ plot: Rectangle) -> SceneAxes {
    var axes = self
    axes.labels.removeAll { !plot.contains($0.box) }
    axes.ticks.removeAll {
      !plot.contains(Rectangle(around: $0.from, radius: 0))
        || !plot.contains(Rectangle(around: $0.to, radius: 0))
    }
    return axes
  }

  func draw(_ palette: Palette, on canvas: any Canvas) {
    var path = Path()
    for tick in ticks { path.addLine(from: tick.from, to: tick.to) }
    canvas.stroke(
      path, with: Stroke(palette.frame, width: AxesDrawing.frameWidth(unit: metrics.unit)))
    for label in labels {
      let extents = canvas.extents(of: label.text, in: label.font)
      let origin =
        label.isUpright
        ? Point(x: label.box.x, y: label.box.y + extents.ascent)
        : Point(x: label.box.x + extents.ascent, y: label.box.maxY)
      canvas.draw(
        label.text, at: origin, in: label.font, color: palette.ink, isUpright: label.isUpright)
    }
  }
}

extension Rectangle {
  /// The extent of a rectangle in a direction of length 1.
  fileprivate func support(_ direction: Point) -> Double {
    abs(direction.x) * width + abs(direction.y) * height
  }
}

extension String {
  /// The symbol at the beginning of an axis's name, "α" of "α: step along direction x"; the whole name
  /// where it has none.
  fileprivate var axisSymbol: String {
    firstIndex(of: ":").map { String(self[..<$0]) } ?? self
  }
}
