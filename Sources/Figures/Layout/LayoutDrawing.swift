/// Draws what pictures of all kinds have in common: ground, axes, colour bar, legend and text.
struct LayoutDrawing {
  let layout: Layout
  let theme: Theme
  /// The colours of the values, if there are any.
  var map = ColorMap.viridis
  let canvas: any Canvas

  var palette: Palette { Palette(theme, map: map) }
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
    if !canvas.isTransparent {
      canvas.fill(
        Path(Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height)),
        with: palette.background)
    }
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
          .draw(frameWidth: AxesDrawing.frameWidth(unit: palette.lineScale * unit))
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
    let classes = ClassDrawing(palette: palette, theme: theme, unit: unit, canvas: canvas)
    switch sample.kind {
    case .minimum: marks.drawNumber(1, at: sample.box.center)
    case .clippedMinimum: marks.drawNumber(1, at: sample.box.center, isHollow: true)
    case .hiddenMinimum: marks.drawNumber(2, at: sample.box.center, isHollow: true)
    case .uncountedMinimum: marks.drawDot(sample.box.center)
    case .center:
      marks.drawCenter(sample.box.center, scale: 0.4 * sample.box.width / marks.centerArm)
    case .net: marks.drawNetName("A", at: sample.box.center)
    case .path(let number): PathDrawing(number, marks: marks).drawSample(sample.box)
    case .checkpoint:
      PathDrawing(0, marks: marks).drawSampleDot(sample.box, color: map.color(at: 0.6))
    case .pointMinimum: marks.drawPoint(sample.box.center)
    case .centerLine:
      let x = sample.box.center.x
      canvas.stroke(
        Path(through: [Point(x: x, y: sample.box.y), Point(x: x, y: sample.box.maxY)]),
        with: Stroke(palette.quietInk, width: max(1.2, 2.4 * unit)))
    case .bar(let mark): classes.drawBar(mark, sample.box.inset(by: 0.25 * sample.box.height))
    case .point(let mark):
      classes.drawPoint(mark, at: sample.box.center, radius: 0.5 * marks.radius)
    case .endless: classes.drawArrow(sample.box.inset(by: 0.25 * sample.box.height))
    case .thresholdLine:
      canvas.stroke(
        sample.box.middleLine, with: Stroke(palette.ink, width: max(1.2, 2.4 * unit)))
    case .contourLine:
      canvas.fill(Path(sample.box), with: palette.missing)
      canvas.stroke(sample.box.middleLine, with: LayoutDrawing.contourStroke(unit))
    case .thresholdBand: canvas.fill(Path(sample.box), with: palette.missing)
    case .series(let hue): canvas.fill(Path(sample.box), with: hue.color(theme))
    case .missing, .nonfinite, .above, .below:
      Hatch(sample.kind, palette).fill(
        Path(sample.box), within: sample.box, unit: unit, on: canvas)
      canvas.stroke(Path(sample.box.inset(by: 0.5)), with: Stroke(palette.frame, width: 1))
    }
  }

  /// A contour line over colours that are not those of its value.
  static func contourStroke(_ unit: Double) -> Stroke {
    Stroke(Color(hex: 0x14181D, opacity: 0.45), width: max(0.8, 1.6 * unit))
  }
}

extension Rectangle {
  /// The line from the middle of the left edge to that of the right one.
  fileprivate var middleLine: Path {
    Path(through: [Point(x: x, y: center.y), Point(x: maxX, y: center.y)])
  }
}
