internal import Grids

extension PersistenceFigure {
  /// Lays the figure out for a canvas of its size and draws it. Parts for which a small picture has
  /// no room are left out.
  public func draw(on canvas: any Canvas) {
    let layout = Layout(composition, on: canvas)
    let drawing = LayoutDrawing(layout: layout, theme: theme, canvas: canvas)
    drawing.draw(named: { "panel \($0.index + 1)" }) { plot in
      let plotDrawing = PersistenceDrawing(
        figure: self, panel: panels[plot.index], frame: plot.frame, drawing: drawing)
      switch style {
      case .barcode: plotDrawing.drawBarcode()
      case .diagram: plotDrawing.drawDiagram()
      }
      drawing.drawAxes(plot)
    }
  }
}

/// Draws the classes of one surface.
private struct PersistenceDrawing {
  let figure: PersistenceFigure
  let panel: PersistenceFigure.Panel
  let frame: PlotFrame
  let drawing: LayoutDrawing

  private var canvas: any Canvas { drawing.canvas }
  private var unit: Double { drawing.layout.unit }
  private var classes: ClassDrawing {
    ClassDrawing(
      palette: drawing.palette, theme: drawing.theme, unit: unit, canvas: canvas)
  }

  // MARK: Barcode

  func drawBarcode() {
    let bars = figure.bars(of: panel)
    let slot = frame.rectangle.height / frame.extent.y.upperBound
    let thickness = max(1, min(0.62 * slot, 26 * unit))
    var font = LayoutMetrics(unit: unit, text: TextFitting(canvas: canvas)).lineFont
    font.size = min(font.size, max(0.85 * font.size, 0.8 * slot))
    var numbers: [(text: String, right: Double, center: Double)] = []
    canvas.group("bars") {
      for (index, item) in bars.enumerated() {
        let left = frame.x(item.birth)
        let isEndless = item.death == .infinity
        let right = isEndless ? frame.rectangle.maxX : frame.x(item.death)
        let center = frame.rectangle.y + (Double(index) + 0.5) * slot
        let bar = Rectangle(
          left: left, top: center - thickness / 2, right: max(left + max(1, 3 * unit), right),
          bottom: center + thickness / 2)
        classes.drawBar(ClassMark(item), bar)
        if isEndless { classes.drawArrow(bar) }
        if let rank = item.rank { numbers.append(("\(rank)", left - 8 * unit, center)) }
      }
    }
    drawThreshold(above: bars.firstIndex { figure.persistence($0) < panel.threshold }, slot)
    guard figure.showsText else { return }
    for number in numbers {
      let extents = canvas.extents(of: number.text, in: font)
      guard extents.height <= slot, number.right - extents.width >= frame.rectangle.x else {
        continue
      }
      canvas.draw(
        number.text,
        at: Point(x: number.right - extents.width, y: number.center + 0.365 * font.size), in: font,
        color: drawing.palette.ink, isUpright: true)
    }
  }

  /// The line between the bars that reach the threshold and those that do not.
  private func drawThreshold(above index: Int?, _ slot: Double) {
    guard let index else { return }
    let y = frame.rectangle.y + Double(index) * slot
    canvas.stroke(
      Path(through: [Point(x: frame.rectangle.x, y: y), Point(x: frame.rectangle.maxX, y: y)]),
      with: Stroke(drawing.palette.ink, width: max(1.2, 2.4 * unit)))
  }

  // MARK: Diagram

  func drawDiagram() {
    let marks = MarkDrawing(unit: unit, palette: drawing.palette, canvas: canvas)
    let shown = panel.classes.filter(figure.holds)
    canvas.clip(to: Path(frame.rectangle)) { drawDiagonal() }
    let radius = 0.5 * marks.radius
    canvas.group("classes") {
      for mark in [ClassMark.hole, .uncounted, .border] {
        let places = shown.filter { ClassMark($0) == mark }.map { place($0, radius) }
        for point in CrowdedMarks.thinned(places, radius: radius, in: frame.rectangle, at: { $0 }) {
          classes.drawPoint(mark, at: point, radius: radius)
        }
      }
    }
    // Where a number in a circle touches the upper edge.
    let (range, scale) = (frame.extent.y, figure.scale)
    let places = [range.lowerBound, range.upperBound].map(scale.coordinate)
    let share = min(1, 1.3 * marks.radius / frame.rectangle.height)
    let top = scale.value(at: places[1] - share * (places[1] - places[0]))
    let counted = shown.filter { $0.rank != nil }.map {
      MinimumMark(x: $0.birth, y: $0.death == .infinity ? top : $0.death, rank: $0.rank)
    }
    marks.draw(
      MarkPlacement(counted, in: frame, radius: marks.radius), showsNumbers: figure.showsText)
  }

  /// Classes that never end stand at the upper edge.
  private func place(_ item: PersistenceFigure.Class, _ radius: Double) -> Point {
    let y = item.death == .infinity ? frame.rectangle.y + 1.3 * radius : frame.y(item.death)
    return Point(x: frame.x(item.birth), y: y)
  }

  /// The line on which classes would end where they begin, and above it the band of those below the
  /// threshold.
  private func drawDiagonal() {
    let (range, scale) = (frame.extent.x, figure.scale)
    func point(_ value: Double, above: Double) -> Point {
      frame.point(
        PlanePoint(x: value, y: scale.value(at: scale.coordinate(of: value) + above)))
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    let threshold = panel.threshold.isFinite ? panel.threshold : 0
    let band = [
      point(low, above: 0), point(high, above: 0), point(high, above: threshold),
      point(low, above: threshold),
    ]
    if band.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) {
      canvas.fill(Path(through: band, closed: true), with: drawing.palette.missing)
    }
    canvas.stroke(
      Path(through: [low, high].map { frame.point(PlanePoint(x: $0, y: $0)) }),
      with: Stroke(drawing.palette.quietInk, width: max(1.2, 2.4 * unit)))
  }
}
