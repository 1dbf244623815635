internal import Grids
internal import SurfaceRendering

/// Draws one surface with its axes and marks into its place.
struct ScenePanelDrawing {
  let figure: SceneFigure
  let scene: PanelScene
  let plot: Rectangle
  let colors: ValueColors
  let layout: Layout
  let palette: Palette
  let canvas: any Canvas

  private var unit: Double { layout.unit }

  func draw() {
    let (projection, axes) = framed()
    canvas.clip(to: Path(plot)) { drawBack(projection, axes) }
    drawSurface(projection, axes)
    axes.draw(palette, on: canvas)
    drawMarks(projection, axes)
    if let message = PanelMessage(scene.panel.field) ?? (isCrowded ? .crowdedLines : nil),
      figure.showsText
    {
      message.draw(in: plot, palette: palette, unit: unit, on: canvas)
    }
  }

  /// Whether lines would run into each other, judged by a map as large as the plot.
  private var isCrowded: Bool {
    ContourDensity.isCrowded(
      colors.scale.units(of: scene.panel.field), levels: colors.scale.levels, in: plot)
  }

  /// The projection in which the box and the labels of its axes fill the place together; without
  /// labels where they would leave too little to the box.
  private func framed() -> (SceneProjection, SceneAxes) {
    let bare = layout.parts.subtracting([.tickLabels, .axisNames])
    // A message needs the place of the labels.
    let parts = PanelMessage(scene.panel.field) == nil ? layout.parts : bare
    return framed(parts) ?? framed(bare) ?? projected(in: plot, [])
  }

  private func framed(_ parts: Set<FigurePart>) -> (SceneProjection, SceneAxes)? {
    let room = plot.inset(by: 2)
    var inner = room
    var result = projected(in: inner, parts)
    for _ in 0..<8 {
      guard figure.view.zoom <= 1, let bounds = result.1.bounds else { break }
      let left = max(0, room.x - bounds.x)
      let right = max(0, bounds.maxX - room.maxX)
      let top = max(0, room.y - bounds.y)
      let bottom = max(0, bounds.maxY - room.maxY)
      guard max(left, right, top, bottom) > 0.5 else { break }
      inner = Rectangle(
        x: inner.x + left, y: inner.y + top, width: inner.width - left - right,
        height: inner.height - top - bottom)
      guard inner.width > 0.4 * plot.width, inner.height > 0.4 * plot.height else { return nil }
      result = projected(in: inner, parts)
    }
    return (result.0, result.1.within(plot))
  }

  private func projected(in inner: Rectangle, _ parts: Set<FigurePart>) -> (
    SceneProjection, SceneAxes
  ) {
    let projection = SceneProjection(
      scene.box, figure.view, left: inner.x, top: inner.y, width: inner.width,
      height: inner.height)
    let axes = SceneAxes(
      projection, scene.panel, colors.scale, quantity: figure.quantity, parts: parts,
      widest: plot.width,
      metrics: LayoutMetrics(unit: unit, text: TextFitting(canvas: canvas)))
    return (projection, axes)
  }

  /// The far sides of the box, with rules at the heights of the ticks.
  private func drawBack(_ projection: SceneProjection, _ axes: SceneAxes) {
    let corners = SceneCorners(projection)
    let box = scene.box
    func line(_ height: Double) -> [Point] {
      [(corners.nearX, corners.farY), (corners.farX, corners.farY), (corners.farX, corners.nearY)]
        .map { Point(projection.project(x: $0.0, y: $0.1, height: height)) }
    }
    let (bottom, top) = (line(box.ground), line(box.heights.upperBound))
    canvas.fill(
      Path(through: bottom + top.reversed(), closed: true), with: palette.plot)
    var rules = Path()
    for height in axes.heights { rules.add(line(height)) }
    for (low, high) in zip(bottom, top) { rules.addLine(from: low, to: high) }
    rules.add(top)
    canvas.stroke(rules, with: Stroke(palette.missing, width: max(1, 1.4 * unit)))
  }

  private func drawSurface(_ projection: SceneProjection, _ axes: SceneAxes) {
    let scale = figure.rasterScale
    let (width, height) = (
      Int((plot.width * scale).rounded()), Int((plot.height * scale).rounded())
    )
    guard (1...10_000).contains(width), (1...10_000).contains(height) else { return }
    let surface = SurfaceScene(
      scene.field, box: scene.box, look: SurfaceLook(colors, palette, unit: unit * scale),
      lines: isCrowded ? [] : SurfaceLine.all(colors, unit: unit * scale), strata: axes.heights,
      view: figure.view, base: figure.base)
    let image = SurfaceRenderer.image(
      of: surface, projection.scaled(by: scale, from: plot.x, plot.y), width: width,
      height: height, threads: figure.threads)
    canvas.draw(image, in: plot)
  }

  private func drawMarks(_ projection: SceneProjection, _ axes: SceneAxes) {
    let marks = MarkDrawing(unit: unit, palette: palette, canvas: canvas)
    func points(_ marks: [MinimumMark]) -> [(rank: Int?, at: Point)] {
      marks.compactMap { mark in
        point(mark.x, mark.y, projection).map { (mark.rank, $0) }
      }
    }
    for path in scene.panel.paths {
      let drawing = PathDrawing(path.number, marks: marks)
      canvas.clip(to: Path(plot)) {
        drawing.draw(
          ScenePath(path, on: scene, projection).runs, dots: dots(of: path, projection))
      }
    }
    if scene.showsCenter, let center = scene.panel.center,
      let point = point(center.x, center.y, projection)
    {
      marks.drawCenter(point, scale: 0.6)
    }
    let pins = ScenePins(
      visible: points(scene.visibleMarks), hidden: points(scene.hiddenMarks), in: plot,
      avoiding: axes.labels.map(\.box), radius: marks.radius)
    pins.draw(marks, showsNumbers: figure.showsText)
    for net in scene.panel.nets {
      guard let place = point(net.at.x, net.at.y, projection) else { continue }
      marks.drawNet(net.name, at: place, in: plot, showsText: figure.showsText)
    }
  }

  private func dots(of path: PathMark, _ projection: SceneProjection) -> [PathDrawing.Dot] {
    path.steps.compactMap { step in
      point(step.at.x, step.at.y, projection).map {
        PathDrawing.Dot(
          at: $0, color: step.value.map(colors.dot),
          isHidden: scene.visibility.kind(x: step.at.x, y: step.at.y) != .visible)
      }
    }
  }

  /// Where the surface lies above a point of its plane; nil in holes and outside the plot.
  private func point(_ x: Double, _ y: Double, _ projection: SceneProjection) -> Point? {
    guard let height = scene.visibility.height(x: x, y: y) else { return nil }
    let point = Point(projection.project(x: x, y: y, height: height))
    return plot.contains(Rectangle(around: point, radius: 0)) ? point : nil
  }
}
