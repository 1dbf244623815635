internal import RealModule

/// How much of the sky each part of a height field sees: 1 on a summit, less in a hollow.
///
/// Horizon-based ambient occlusion (L. Bavoil, M. Sainz and R. Dimitrov, "Image-space horizon-based
/// ambient occlusion", SIGGRAPH talks 2008), here over the heights themselves: in each of 16
/// directions the steepest line of sight gives the horizon, and the mean of 1 − sin² of its angle is
/// the cosine-weighted share of the sky.
struct SkyVisibility {
  private let columns: Int
  private let rows: Int
  private let stride: Int
  private let values: [Float]

  /// Points along the longer axis; hollows are much wider than its steps.
  private static let resolution = 96
  private static let distances = [1, 2, 3, 5, 7, 10, 14, 20, 28, 40]

  /// Computes visibility for heights on a regular mesh: `xs` and `ys` are the places of its columns and
  /// rows, heights are in the same unit; NaN stands for a hole, which hides nothing.
  init(xs: [Double], ys: [Double], heights: [[Float]], threads: Int) {
    let stride = max(1, max(xs.count, ys.count) / SkyVisibility.resolution)
    let columnIndices = Array(Swift.stride(from: 0, to: xs.count, by: stride))
    let rowIndices = Array(Swift.stride(from: 0, to: ys.count, by: stride))
    let (columns, rows) = (columnIndices.count, rowIndices.count)
    let directions = (0..<16).map { step -> (x: Double, y: Double) in
      let angle = (Double(step) + 0.5) * .pi / 8
      return (Double.cos(angle), Double.sin(angle))
    }
    let places = (x: columnIndices.map { Float(xs[$0]) }, y: rowIndices.map { Float(ys[$0]) })
    let sampled = rowIndices.map { row in columnIndices.map { heights[row][$0] } }
    self.values = inParallel(rows, threads: threads) { row -> [Float] in
      (0..<columns).map { column in
        let height = sampled[row][column]
        guard height.isFinite else { return 1 }
        var sum: Float = 0
        for direction in directions {
          var steepest: Float = 0
          for distance in SkyVisibility.distances {
            let c = column + Int((direction.x * Double(distance)).rounded())
            let r = row + Int((direction.y * Double(distance)).rounded())
            guard c >= 0, r >= 0, c < columns, r < rows else { break }
            let rise = sampled[r][c] - height
            guard rise > 0 else { continue }
            let (dx, dy) = (places.x[c] - places.x[column], places.y[r] - places.y[row])
            steepest = max(steepest, rise * rise / (dx * dx + dy * dy))
          }
          sum += 1 / (1 + steepest)
        }
        return sum / 16
      }
    }.flatMap(\.self)
    self.columns = columns
    self.rows = rows
    self.stride = stride
  }

  /// The visibility at a vertex of the mesh, bilinear between the points.
  func value(column: Int, row: Int) -> Float {
    let (c, r) = (min(column / stride, columns - 1), min(row / stride, rows - 1))
    let (nextC, nextR) = (min(c + 1, columns - 1), min(r + 1, rows - 1))
    let x = min(1, Float(column - c * stride) / Float(stride))
    let y = min(1, Float(row - r * stride) / Float(stride))
    let low = values[r * columns + c] * (1 - x) + values[r * columns + nextC] * x
    let high = values[nextR * columns + c] * (1 - x) + values[nextR * columns + nextC] * x
    return low * (1 - y) + high * y
  }
}
