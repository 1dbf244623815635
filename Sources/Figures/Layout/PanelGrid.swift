/// The rows and columns in which the panels of a figure stand, filled row by row.
public struct PanelGrid: Hashable, Sendable {
  /// The number of rows, ≥ 1.
  public let rows: Int
  /// The number of columns, ≥ 1.
  public let columns: Int

  /// Creates a grid of at least one row and one column.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 1 && columns >= 1, "a grid of \(rows) × \(columns) panels")
    (self.rows, self.columns) = (rows, columns)
  }

  /// The part of the grid that a number of panels fills, with more rows where it is too small for them.
  func holding(_ count: Int) -> PanelGrid {
    let columns = min(columns, max(1, count))
    return PanelGrid(rows: max(1, (count + columns - 1) / columns), columns: columns)
  }

  // MARK: Size

  /// The width of a picture of 1080 lines in which everything has its full size. Two rows need nine
  /// tenths of it: text stays at least 18 pixels high at 1080 lines, however many panels there are.
  func fullWidth(width: Int, height: Int) -> Double {
    let full = columns == 1 ? 1300.0 : 1800.0
    return rows == 1 ? full : max(full, 1200 * Double(width) / Double(max(1, height)))
  }

  // MARK: Choice

  /// The grid on which panels of some shapes get the largest area in a picture; of nearly equal ones the
  /// squarest, whose captions have the most room. What surrounds the plots is estimated.
  ///
  /// - Parameters:
  ///   - aspects: the width over the height of each panel.
  ///   - captions: the height of what stands above each, in pixels at 1080 lines.
  static func best(
    for aspects: [Double], captions: Double, width: Int, height: Int
  ) -> PanelGrid {
    let count = aspects.count
    guard count > 1 else { return PanelGrid(rows: 1, columns: 1) }
    let grids = (1...count).reversed().map { PanelGrid(rows: 1, columns: $0).holding(count) }
      .filter { ($0.rows - 1) * $0.columns < count && $0.columns * $0.rows - count < $0.rows }
    let areas = grids.map { $0.area(of: aspects, captions: captions, width: width, height: height) }
    let least = 0.88 * (areas.max() ?? 0)
    let good = zip(grids, areas).filter { $0.1 >= least }.map(\.0)
    return good.min { max($0.rows, $0.columns) < max($1.rows, $1.columns) }
      ?? PanelGrid(rows: 1, columns: count)
  }

  /// The area that all plots have together, in pixels.
  private func area(
    of aspects: [Double], captions: Double, width: Int, height: Int
  ) -> Double {
    let (width, height) = (Double(width), Double(height))
    let unit = min(height / 1080, width / fullWidth(width: Int(width), height: Int(height)))
    // Margins, the vertical axis and the colour bar; title, horizontal axis, legend and provenance.
    let across = (width - 350 * unit) / Double(columns) - 44 * unit
    let down = (height - 280 * unit) / Double(rows) - (captions + 24) * unit
    guard across > 0, down > 0 else { return -1 }
    return aspects.reduce(0) { sum, aspect in
      let aspect = aspect.isFinite ? min(max(aspect, 0.25), 4) : 1
      let side = min(across, down * aspect)
      return sum + side * side / aspect
    }
  }
}
