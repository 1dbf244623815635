/// Draws what pictures of all kinds have in common: ground, axes, colour bar, legend and text.
struct LayoutDrawing {
  let layout: Layout
  let theme: Theme
  let canvas: any Canvas

  var palette: Palette { Palette(theme) }
  private var unit: Double { layout.unit }

  /// Draws a picture.
  ///
  /// - Parameters:
  ///   - colors: Those of the colour bar.
  ///   - hasGrounds: Whether plots have a ground of their own.
  ///   - name: What a plot is called in formats that have structure; nil for no part of its own.
  ///   - drawPlot: Draws the inside of a plot and its axes.
  func draw(
    colors: ValueColors? = nil, hasGrounds: Bool = true, named name: (PlacedPlot) -> String?,
    _ drawPlot: (PlacedPlot) -> Void
  ) {
    canvas.fill(
      Path(Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height)),
      with: palette.background)
    for plot in layout.plots {
      func draw() {
        if hasGrounds { canvas.fill(Path(plot.frame.rectangle), with: palette.plot) }
        drawPlot(plot)
      }
      if let name = name(plot) { canvas.group(name, draw) } else { draw() }
    }
    if let bar = layout.bar, let colors {
      canvas.group("colour bar") {
        BarDrawing(bar: bar, colors: colors, palette: palette, unit: unit, canvas: canvas)
          .draw(frameWidth: AxesDrawing.frameWidth(unit: unit))
      }
    }
    canvas.group("legend") { layout.samples.forEach(draw) }
    canvas.group("text") {
      for text in layout.texts {
        canvas.draw(
          text.text, at: text.origin, in: text.font,
          color: text.isQuiet ? palette.quietInk : palette.ink, isUpright: text.isUpright)
      }
    }
  }

  /// Draws the frame of a plot and its ticks.
  func drawAxes(_ plot: PlacedPlot) {
    AxesDrawing(palette: palette, unit: unit, canvas: canvas).draw(plot)
  }

  /// Draws a line across a plot at each tick of its vertical axis.
  func drawRules(_ plot: PlacedPlot) {
    let rectangle = plot.frame.rectangle
    var rules = Path()
    for tick in plot.yTicks {
      rules.addLine(
        from: Point(x: rectangle.x, y: tick.position),
        to: Point(x: rectangle.maxX, y: tick.position))
    }
    canvas.stroke(rules, with: Stroke(palette.missing, width: max(1, 1.2 * unit)))
  }

  private func draw(_ sample: PlacedSample) {
    let marks = MarkDrawing(unit: unit, palette: palette, canvas: canvas)
    switch sample.kind {
    case .minimum: marks.drawNumber(1, at: sample.box.center)
    case .hiddenMinimum: marks.drawHollowNumber(2, at: sample.box.center)
    case .uncountedMinimum: marks.drawDot(sample.box.center)
    case .center:
      marks.drawCenter(sample.box.center, scale: 0.4 * sample.box.width / marks.centerArm)
    case .series(let hue): canvas.fill(Path(sample.box), with: hue.color(theme))
    case .missing, .nonfinite, .above, .below:
      Hatch(sample.kind, palette).fill(
        Path(sample.box), within: sample.box, unit: unit, on: canvas)
      canvas.stroke(Path(sample.box.inset(by: 0.5)), with: Stroke(palette.frame, width: 1))
    }
  }
}
