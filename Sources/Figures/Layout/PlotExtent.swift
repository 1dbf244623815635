package import Grids

/// The part of the plane that a plot shows, in the units of the grid's axes.
package struct PlotExtent: Hashable, Sendable {
  package let x: ClosedRange<Double>
  package let y: ClosedRange<Double>

  /// Creates an extent.
  package init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }

  /// The extent of a grid.
  ///
  /// - Parameter isCellwise: True where every point has a rectangle of its own, as in a heat map:
  ///   half a spacing is then added at each end.
  package init(_ grid: Grid, isCellwise: Bool) {
    let xEdges = PlotExtent.edges(of: grid.xs, other: grid.ys)
    let yEdges = PlotExtent.edges(of: grid.ys, other: grid.xs)
    x = PlotExtent.range(isCellwise ? xEdges : grid.xs)
    y = PlotExtent.range(isCellwise ? yEdges : grid.ys)
  }

  /// The width over the height, in data units.
  package var aspect: Double {
    (x.upperBound / 2 - x.lowerBound / 2) / (y.upperBound / 2 - y.lowerBound / 2)
  }

  /// The boundaries between the points of an axis: the middles, and half a spacing beyond each
  /// end. A single point is as wide as the other axis's mean spacing, or 1.
  package static func edges(of axis: [Double], other: [Double]) -> [Double] {
    let middles = zip(axis, axis.dropFirst()).map { $0 / 2 + $1 / 2 }
    guard let first = middles.first, let last = middles.last else {
      let span = (other[other.count - 1] - other[0]) / Double(max(1, other.count - 1))
      let half = other.count > 1 && span.isFinite ? span / 2 : 0.5
      return [axis[0] - half, axis[0] + half]
    }
    let most = Double.greatestFiniteMagnitude
    return [max(-most, 2 * axis[0] - first)] + middles
      + [min(most, 2 * axis[axis.count - 1] - last)]
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    values[0]...values[values.count - 1]
  }
}

/// Where a plot stands on the canvas, and the map from the plane onto it.
package struct PlotFrame: Hashable, Sendable {
  package let extent: PlotExtent
  /// In whole pixels, so that the frame and the edges of the data are sharp.
  package let rectangle: Rectangle

  /// How numbers are spread over the axes.
  package let xScale: AxisScale
  package let yScale: AxisScale

  package init(
    extent: PlotExtent, rectangle: Rectangle, xScale: AxisScale = .linear,
    yScale: AxisScale = .linear
  ) {
    self.extent = extent
    self.rectangle = rectangle
    self.xScale = xScale
    self.yScale = yScale
  }

  package func x(_ x: Double) -> Double {
    rectangle.x + xScale.fraction(of: x, in: extent.x) * rectangle.width
  }

  package func y(_ y: Double) -> Double {
    rectangle.maxY - yScale.fraction(of: y, in: extent.y) * rectangle.height
  }

  package func point(_ point: PlanePoint) -> Point { Point(x: x(point.x), y: y(point.y)) }
}
