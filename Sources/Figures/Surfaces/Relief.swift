package import Grids
package import SurfaceRendering

/// A surface as a landscape in light from the north-west: the colour of each pixel is that of its value,
/// darkened on slopes that face away from the light and lightened on those that face it.
///
/// Values between grid points are bilinear, as along contour lines, so that no extreme appears that the
/// grid does not have. Slopes are interpolated too: shades have no edges at grid lines.
package struct Relief {
  /// The landscape; nothing is drawn in cells that touch a point without a number.
  package let image: PixelImage

  /// Along each axis at most this many pixels, and this many between two grid points: the shades are
  /// smooth, so more would not be seen.
  private static let (mostPixels, mostBetween) = (640, 16)
  /// How high the range of the colours rises, relative to the longer side of the plot.
  private static let height = 0.3

  package init(_ field: ScalarField, in frame: PlotFrame, colors: ValueColors) {
    let grid = field.grid
    let box = frame.rectangle
    func pixels(_ length: Double, _ points: Int) -> Int {
      max(1, min(Int(length), Relief.mostPixels, Relief.mostBetween * (points - 1)))
    }
    let columns = pixels(box.width, grid.columns)
    let rows = pixels(box.height, grid.rows)
    var rgba = [UInt8](repeating: 0, count: 4 * columns * rows)
    let scale = colors.scale
    let heights = field.values.map { value in
      let position = scale.position(ofUnits: scale.units(value))
      return position.isFinite ? min(max(position, -1), 2) : value.isFinite ? 0 : .nan
    }
    let xs = grid.xs.map { frame.xScale.fraction(of: $0, in: frame.extent.x) }
    let ys = grid.ys.map { frame.yScale.fraction(of: $0, in: frame.extent.y) }
    let side = max(box.width, box.height)
    let east = Relief.slopes(
      heights, xs.map { $0 * box.width / side }, stride: 1, lines: grid.rows, between: grid.columns)
    let north = Relief.slopes(
      heights, ys.map { $0 * box.height / side }, stride: grid.columns, lines: grid.columns,
      between: 1)
    let across = Relief.places(columns, among: xs)
    for (row, place) in Relief.places(rows, among: ys).reversed().enumerated() {
      for (column, along) in across.enumerated() {
        let corner = grid.index(column: along.cell, row: place.cell)
        func value(_ values: [Double]) -> Double {
          let south = values[corner] + along.share * (values[corner + 1] - values[corner])
          let (left, right) = (values[corner + grid.columns], values[corner + grid.columns + 1])
          return south + place.share * (left + along.share * (right - left) - south)
        }
        let height = value(heights)
        guard height.isFinite else { continue }
        let light = Relief.light(east: value(east), north: value(north))
        let color = Relief.shaded(colors.color(at: height), light)
        for (part, value) in [color.red, color.green, color.blue, 1].enumerated() {
          rgba[4 * (row * columns + column) + part] =
            UInt8((255 * min(max(value, 0), 1)).rounded())
        }
      }
    }
    image = PixelImage(width: columns, height: rows, rgba: rgba)
  }

  // MARK: Places

  /// For each pixel of an axis from 0 to 1 the two grid points between which its centre lies.
  private static func places(_ count: Int, among points: [Double]) -> [(cell: Int, share: Double)] {
    var cell = 0
    return (0..<count).map { pixel in
      let place = (Double(pixel) + 0.5) / Double(count)
      while cell < points.count - 2, points[cell + 1] <= place { cell += 1 }
      let share = (place - points[cell]) / (points[cell + 1] - points[cell])
      return (cell, share.isFinite ? min(max(share, 0), 1) : 0)
    }
  }

  // MARK: Light

  /// How steeply some heights rise along an axis at each point: the difference of both neighbours, or
  /// of the one that has a number.
  ///
  /// - Parameters:
  ///   - stride: from a point to the next one along the axis.
  ///   - between: from a line of points to the next line.
  private static func slopes(
    _ heights: [Double], _ axis: [Double], stride: Int, lines: Int, between: Int
  ) -> [Double] {
    var slopes = Array(repeating: 0.0, count: heights.count)
    for line in 0..<lines {
      for place in axis.indices {
        let point = line * between + place * stride
        func isKnown(_ step: Int) -> Bool {
          axis.indices.contains(place + step) && heights[point + step * stride].isFinite
        }
        let (back, ahead) = (isKnown(-1) ? 1 : 0, isKnown(1) ? 1 : 0)
        let rise = heights[point + ahead * stride] - heights[point - back * stride]
        let slope = Relief.height * rise / (axis[place + ahead] - axis[place - back])
        slopes[point] = slope.isFinite ? slope : 0
      }
    }
    return slopes
  }

  /// The light on a slope relative to that on level ground: Lambert's law for a lamp in the north-west,
  /// 45° above the ground. From 0 in full shade to √2.
  package static func light(east: Double, north: Double) -> Double {
    let length = (1 + east * east + north * north).squareRoot()
    let toLamp = (x: -0.5, y: 0.5, z: 0.5.squareRoot())
    return max(0, (toLamp.z - toLamp.x * east - toLamp.y * north) / (length * toLamp.z))
  }

  /// A colour in light. Its hue, which is read at the colour bar, is kept.
  private static func shaded(_ color: Color, _ light: Double) -> Color {
    light < 1
      ? color.mixed(with: Color(hex: 0x000000), 0.5 * (1 - light))
      : color.mixed(with: Color(hex: 0xFFFFFF), 0.7 * (light - 1))
  }
}
