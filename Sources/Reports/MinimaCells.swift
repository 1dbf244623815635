internal import Analysis
internal import Foundation

/// The cells of the table of one surface's minima that reach its threshold, as plain text; each
/// form of ``MinimaTable`` dresses them in its own way.
struct MinimaCells {
  /// What stands in a cell that has nothing to say.
  static let empty = "–"

  /// The heads of the columns.
  static let heads = [
    "#", "x", "y", "loss", "persistence", "allowance", "grid", "basin", "place", "saddle x",
    "saddle y", "saddle loss",
  ]
  /// The columns that hold words rather than numbers.
  static let wordColumns: Set = [6, 8]

  /// One row for each minimum that reaches the threshold, deepest first.
  let rows: [[String]]

  init(_ analysis: MinimaAnalysis) {
    let counted = analysis.minima.filter { $0.persistence >= analysis.threshold }
    rows = counted.enumerated().map { rank, minimum in
      let numbers = [
        minimum.x, minimum.y, minimum.loss, minimum.persistence, minimum.allowance,
      ]
      let saddle = minimum.saddle
      return ["\(rank + 1)"] + numbers.map(Self.number)
        + [
          minimum.isWithinSampling ? "unresolved" : "resolved",
          Self.number(100 * minimum.basinFraction, format: "%.1f") + " %",
          minimum.isOnBorder ? "border" : "inside",
        ] + [saddle?.x, saddle?.y, saddle?.loss].map(Self.number)
    }
  }

  /// A number with four significant digits.
  private static func number(_ value: Double?) -> String {
    value.map { number($0, format: "%.4g") } ?? empty
  }

  private static func number(_ value: Double, format: String) -> String {
    // Adding zero keeps a coordinate of −0 from being printed as "-0".
    String(format: format, value + 0)
  }
}
