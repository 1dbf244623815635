internal import Grids

extension Figure {
  /// Lays the figure out for a canvas of its size and draws it.
  ///
  /// Never fails: what cannot be shown is said inside the plot, and parts for which a small
  /// picture has no room are left out, provenance and legend first.
  public func draw(on canvas: any Canvas) {
    let scale = ColorScale(fields: panels.map(\.field), scale: self.scale, range: colorRange)
    let layout = FigureLayout(self, colorScale: scale, on: canvas)
    FigureDrawing(
      figure: self, scale: scale, layout: layout, palette: Palette(theme), canvas: canvas
    ).draw()
  }
}

/// Draws a figure that has been laid out.
struct FigureDrawing {
  let figure: Figure
  let scale: ColorScale?
  let layout: FigureLayout
  let palette: Palette
  let canvas: any Canvas

  private var unit: Double { layout.unit }
  private var marks: MarkDrawing {
    MarkDrawing(figure, unit: unit, palette: palette, canvas: canvas)
  }

  func draw() {
    let whole = Rectangle(
      x: 0, y: 0, width: Double(figure.width), height: Double(figure.height))
    canvas.fill(Path(whole), with: palette.background)
    for plot in layout.plots {
      canvas.group("panel \(plot.panel + 1)") { draw(plot) }
    }
    if let scale, let bar = layout.bar {
      canvas.group("colour bar") {
        BarDrawing(bar: bar, colors: colors(scale), palette: palette, unit: unit, canvas: canvas)
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

  private func colors(_ scale: ColorScale) -> ValueColors {
    ValueColors(scale: scale, map: figure.colorMap, theme: figure.theme, style: figure.style)
  }

  // MARK: Plots

  private func draw(_ plot: PlacedPlot) {
    let panel = figure.panels[plot.panel]
    let rectangle = plot.frame.rectangle
    canvas.fill(Path(rectangle), with: palette.plot)
    let placement = MarkPlacement(panel.minima, in: plot.frame, radius: marks.radius)
    let center = Legend.showsCenter(panel, figure.style) ? panel.center : nil
    let cross = center.map { plot.frame.point($0) }
    canvas.clip(to: Path(rectangle)) {
      let drawing = FieldDrawing(
        field: panel.field, style: figure.style, frame: plot.frame,
        colors: colors(scale ?? .empty), palette: palette, unit: unit, canvas: canvas)
      drawing.draw()
      if figure.showsText {
        drawing.drawLineLabels(avoiding: marks.boxes(of: placement, cross: cross))
      }
    }
    AxesDrawing(palette: palette, unit: unit, canvas: canvas).draw(plot)
    if let cross { marks.drawCenter(cross) }
    marks.draw(placement)
    if let message = PanelMessage(panel.field), figure.showsText {
      message.draw(in: rectangle, palette: palette, unit: unit, on: canvas)
    }
  }

  // MARK: Legend

  private func draw(_ sample: PlacedSample) {
    switch sample.kind {
    case .minimum: marks.drawNumber(1, at: sample.box.center)
    case .uncountedMinimum: marks.drawDot(sample.box.center)
    case .center:
      marks.drawCenter(sample.box.center, scale: 0.4 * sample.box.width / marks.centerArm)
    case .missing, .nonfinite, .above, .below:
      Hatch(sample.kind, palette).fill(
        Path(sample.box), within: sample.box, unit: unit, on: canvas)
      canvas.stroke(Path(sample.box.inset(by: 0.5)), with: Stroke(palette.frame, width: 1))
    }
  }
}
