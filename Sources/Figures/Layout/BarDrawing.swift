/// Draws the colour bar: bands as in the plots, ends for clipped values, ticks.
struct BarDrawing {
  let bar: PlacedBar
  let colors: ValueColors
  let palette: Palette
  let unit: Double
  let canvas: any Canvas

  func draw(frameWidth width: Double) {
    let r = bar.rectangle
    if colors.style == .filled { drawBands() } else { drawGradient() }
    drawArrows()
    canvas.stroke(outline(outset: width / 2), with: Stroke(palette.frame, width: width))
    var ticks = Path()
    for tick in bar.ticks {
      ticks.add(
        Rectangle(
          x: r.maxX, y: (tick.position - width / 2).rounded(),
          width: max(3, 8 * unit).rounded(), height: width))
    }
    canvas.fill(ticks, with: palette.frame)
  }

  private func drawBands() {
    let r = bar.rectangle
    let scale = colors.scale
    let edges =
      [0.0] + scale.levels.map { scale.position(ofUnits: $0) } + [1]
    // From the top, each down to the bottom: no smoothed edges meet, which would let the ground through.
    for band in (0...scale.levels.count).reversed() {
      let top = (r.maxY - edges[band + 1] * r.height).rounded()
      canvas.fill(
        Path(Rectangle(left: r.x, top: top, right: r.maxX, bottom: r.maxY)),
        with: colors.band(band))
    }
  }

  private func drawGradient() {
    let r = bar.rectangle
    let steps = max(1, min(256, Int(r.height)))
    for step in 0..<steps {
      let top = r.y + (Double(step) * r.height / Double(steps)).rounded()
      canvas.fill(
        Path(Rectangle(left: r.x, top: top, right: r.maxX, bottom: r.maxY)),
        with: colors.color(at: 1 - (Double(step) + 0.5) / Double(steps)))
    }
  }

  private func drawArrows() {
    let r = bar.rectangle
    let bounds = r.inset(by: -bar.arrow)
    if colors.scale.clipsAbove {
      let corners = [
        Point(x: r.x, y: r.y), Point(x: r.center.x, y: r.y - bar.arrow),
        Point(x: r.maxX, y: r.y),
      ]
      Hatch(.above, palette).fill(
        Path(through: corners, closed: true), within: bounds, unit: unit, on: canvas)
    }
    if colors.scale.clipsBelow {
      let corners = [
        Point(x: r.x, y: r.maxY), Point(x: r.center.x, y: r.maxY + bar.arrow),
        Point(x: r.maxX, y: r.maxY),
      ]
      Hatch(.below, palette).fill(
        Path(through: corners, closed: true), within: bounds, unit: unit, on: canvas)
    }
  }

  private func outline(outset: Double) -> Path {
    let r = bar.rectangle.inset(by: -outset)
    var points = [Point(x: r.x, y: r.y)]
    if colors.scale.clipsAbove { points.append(Point(x: r.center.x, y: r.y - bar.arrow)) }
    points += [Point(x: r.maxX, y: r.y), Point(x: r.maxX, y: r.maxY)]
    if colors.scale.clipsBelow { points.append(Point(x: r.center.x, y: r.maxY + bar.arrow)) }
    points.append(Point(x: r.x, y: r.maxY))
    return Path(through: points, closed: true)
  }
}
