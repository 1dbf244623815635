import Analysis
import Grids
import Reports

/// Surfaces of which the tables are known by hand. Losses are powers of ten and the scale has no
/// floor, so every value on it is exact.
enum MinimaExamples {
  static func analysis(
    _ rows: [[Double]], quantity: String = "train_loss",
    scale: HeightScale = .logarithmic(offset: 0), threshold: Double? = 0.01
  ) -> MinimaAnalysis {
    guard
      let grid = Grid(
        xs: (0..<rows[0].count).map { Double($0) / 2 - 1 }, ys: rows.indices.map { Double($0) / 2 })
    else { preconditionFailure("no grid of \(rows.count) rows") }
    return MinimaAnalysis(
      of: ScalarField(grid: grid, values: rows.flatMap { $0 }), quantity: quantity,
      scale: scale, threshold: threshold)
  }

  /// A minimum of 0.1 inside, one of 1 behind a saddle of 10 (which the grid spacing could have
  /// invented), one of 10 on the border.
  static let wells = analysis([
    [1000, 1000, 1000, 1000, 1000, 1000],
    [1000, 0.1, 10, 1, 1000, 10],
    [1000, 1000, 1000, 1000, 1000, 1000],
  ])

  /// The same with a threshold that only the lowest reaches.
  static let lowest = analysis(
    [
      [1000, 1000, 1000, 1000, 1000, 1000],
      [1000, 0.1, 10, 1, 1000, 10],
      [1000, 1000, 1000, 1000, 1000, 1000],
    ], quantity: "test_loss", threshold: 3)

  /// A point without a value, and nothing that is a minimum.
  static let empty = analysis([[1, .nan]])

  /// The warning of ``wells``.
  static let warning =
    "1 of these 3 minima is within what grid spacing alone can produce (persistence ≤ allowance):"
    + " sample more finely before counting it."

  static func formatted(
    _ entries: (String, MinimaAnalysis)..., as format: MinimaTable.Format
  ) -> String {
    MinimaTable(entries: entries.map { MinimaTable.Entry(surface: $0.0, analysis: $0.1) })
      .formatted(as: format)
  }
}
