internal import Analysis
internal import Foundation

/// The cells of a table about one surface's minima that reach its threshold, as plain text; each
/// form of ``MinimaTable`` dresses them in its own way.
struct MinimaCells {
  /// What stands in a cell that has nothing to say.
  static let empty = "–"

  /// The heads of the columns.
  let heads: [String]
  /// The columns that hold words rather than numbers.
  let wordColumns: Set<Int>
  /// One row for each minimum that reaches the threshold, deepest first.
  let rows: [[String]]

  /// The tables of a surface: what was sampled, and what a second look has shown, if there was one.
  static func tables(_ entry: MinimaTable.Entry) -> [MinimaCells] {
    let counted = entry.analysis.minima.indices.filter {
      entry.analysis.minima[$0].persistence >= entry.analysis.threshold
    }
    guard !counted.isEmpty else { return [] }
    return [MinimaCells(counted.map { entry.analysis.minima[$0] })]
      + [entry.confirmation.map { MinimaCells($0, of: counted) }].compactMap(\.self)
  }

  private init(_ minima: [Minimum]) {
    heads = [
      "#", "x", "y", "loss", "persistence", "allowance", "grid", "basin", "place", "saddle x",
      "saddle y", "saddle loss",
    ]
    wordColumns = [6, 8]
    rows = minima.enumerated().map { rank, minimum in
      let numbers = [
        minimum.x, minimum.y, minimum.loss, minimum.persistence, minimum.allowance,
      ]
      let saddle = minimum.saddle
      return ["\(rank + 1)"] + numbers.map(Self.number)
        + [
          minimum.isWithinSampling || minimum.isCutOff ? "unresolved" : "resolved",
          Self.number(100 * minimum.basinFraction, format: "%.1f") + " %",
          minimum.isOnBorder ? "border" : "inside",
        ] + [saddle?.x, saddle?.y, saddle?.loss].map(Self.number)
    }
  }

  private init(_ confirmation: MinimaConfirmation, of counted: [Int]) {
    heads = [
      "#", "verdict", "why", "refined x", "refined y", "refined loss", "barrier", "allowance",
      "|gradient|", "curvature from", "to",
    ]
    wordColumns = [1, 2]
    rows = counted.enumerated().map { rank, index in
      let finding = confirmation.findings[index]
      let place = finding.refined
      let target = finding.runsInto.flatMap(counted.firstIndex).map { " (\($0 + 1))" } ?? ""
      let numbers = [
        place?.x, place?.y, place?.loss, finding.barrier, finding.allowance, place?.gradientNorm,
        place?.hessianEigenvalues.first, place?.hessianEigenvalues.last,
      ]
      return ["\(rank + 1)", finding.verdict.words, finding.reason.rawValue + target]
        + numbers.map(Self.number)
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

extension MinimaConfirmation.Verdict {
  /// The verdict as people read it.
  fileprivate var words: String { self == .belowThreshold ? "below threshold" : rawValue }
}
