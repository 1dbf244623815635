public import Grids

/// The points of a surface: how many there are, which of them are analysed, and which cannot be.
public struct SurfacePoints: Hashable, Sendable {
  /// The number of columns (points along x).
  public let columns: Int
  /// The number of rows (points along y).
  public let rows: Int
  /// The number of columns and rows that are analysed: those of the whole grid, or fewer where only a
  /// coarser grid of an incomplete surface could be read.
  public let analysedColumns: Int
  /// See ``analysedColumns``.
  public let analysedRows: Int
  /// The number of points that have not been evaluated.
  public let missing: Int
  /// The number of evaluated points whose loss is not finite.
  public let nonfinite: Int
  /// The number of points with a finite loss that has no height on the scale (see
  /// ``HeightScale/Misfit``).
  public let withoutHeight: Int

  /// Looks through a surface of which a part is analysed.
  public init(of losses: ScalarField, analysing part: ScalarField, scale: HeightScale) {
    (columns, rows) = (losses.grid.columns, losses.grid.rows)
    (analysedColumns, analysedRows) = (part.grid.columns, part.grid.rows)
    let states = losses.values.indices.map(losses.state(at:))
    missing = states.count { $0 == .missing }
    nonfinite = states.count { $0 == .nonfinite }
    withoutHeight =
      if case .withoutHeight(let points, _) = scale.misfit(of: losses) { points } else { 0 }
  }

  /// The number of all points.
  public var count: Int { columns * rows }

  /// Whether a coarser grid stands for an incomplete surface.
  public var isCoarser: Bool { analysedColumns < columns || analysedRows < rows }

  /// Whether any point has a height.
  public var hasHeights: Bool { missing + nonfinite + withoutHeight < count }

  /// Whether any analysed point is not on the border, so that minima can be counted.
  public var hasInside: Bool {
    let (columns, rows) = (analysedColumns, analysedRows)
    return columns == 1 || rows == 1 ? columns * rows > 2 : columns > 2 && rows > 2
  }

  /// What keeps the analysis from resting on all points, the most fundamental first.
  public var warnings: [SurfaceWarning] {
    var warnings: [SurfaceWarning] = []
    if isCoarser {
      warnings.append(.coarser(missing: missing, columns: analysedColumns, rows: analysedRows))
    } else if missing > 0 {
      warnings.append(.missingPoints(missing))
    }
    if withoutHeight > 0 { warnings.append(.pointsWithoutHeight(withoutHeight)) }
    if nonfinite > 0 { warnings.append(.nonfinitePoints(nonfinite)) }
    return warnings
  }
}
