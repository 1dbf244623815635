/// Draws the frame of a plot and the ticks of its axes.
struct AxesDrawing {
  let palette: Palette
  let unit: Double
  let canvas: any Canvas

  /// The width of frames and ticks: whole pixels.
  static func frameWidth(unit: Double) -> Double { max(1, (1.6 * unit).rounded()) }

  func draw(_ plot: PlacedPlot) {
    let rectangle = plot.frame.rectangle
    let width = AxesDrawing.frameWidth(unit: palette.lineScale * unit)
    // The frame lies outside the data, on whole pixels.
    canvas.stroke(
      Path(rectangle.inset(by: -width / 2)), with: Stroke(palette.frame, width: width))
    let length = max(3, 8 * unit).rounded()
    var ticks = Path()
    for tick in plot.xTicks {
      ticks.add(
        Rectangle(
          x: (tick.position - width / 2).rounded(), y: rectangle.maxY, width: width,
          height: length))
    }
    for tick in plot.yTicks {
      ticks.add(
        Rectangle(
          x: rectangle.x - length, y: (tick.position - width / 2).rounded(), width: length,
          height: width))
    }
    canvas.fill(ticks, with: palette.frame)
  }
}
