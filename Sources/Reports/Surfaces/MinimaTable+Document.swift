internal import Analysis
public import Documents
internal import Numerals

extension MinimaTable {
  /// The table for people: what was found on each surface, and the minima that reach its threshold.
  public var document: Document {
    Document(
      blocks: entries.map { entry in
        .finding(
          Document.Finding(
            name: entry.surface, headline: "\(entry.analysis.headline)",
            details: ["\(entry.analysis.provenance)", "\(entry.analysis.thresholdLine)"],
            tables: entry.tables(limit), warnings: entry.analysis.warnings.map { "\($0)" }))
      })
  }
}

extension MinimaTable.Entry {
  /// What was sampled, and what finer sampling has shown, if there was any; none without minima. Of very
  /// many minima the most persistent.
  fileprivate func tables(_ limit: ListingLimit) -> [Document.Table] {
    let counted = analysis.minima.indices.filter {
      analysis.minima[$0].persistence >= analysis.threshold
    }
    guard !counted.isEmpty else { return [] }
    let ranks = limit.places(of: counted.map { analysis.minima[$0].persistence })
    return [table(of: ranks.map { ($0, analysis.minima[counted[$0]]) })]
      + [confirmation.map { table(of: $0, counted: counted, ranks: ranks) }].compactMap(\.self)
  }

  private func table(of minima: [(rank: Int, minimum: Minimum)]) -> Document.Table {
    let rows = minima.map { rank, minimum -> [RichText] in
      let numbers: [Double?] = [
        minimum.x, minimum.y, minimum.loss, minimum.persistence, minimum.allowance,
      ]
      let saddle = minimum.saddle
      return ["\(rank + 1)"] + numbers.map(Self.cell)
        + [
          minimum.isWithinSampling || minimum.isCutOff ? "unresolved" : "resolved",
          "\(minimum.basinFraction.written(.percentage(1)))",
          minimum.isOnBorder ? "border" : "inside",
        ] + [saddle?.x, saddle?.y, saddle?.loss].map(Self.cell)
    }
    return Document.Table(
      [
        .numbers("#"), .numbers("x"), .numbers("y"), .numbers("loss"), .numbers("persistence"),
        .numbers("allowance"), .words("grid"), .numbers("basin"), .words("place"),
        .numbers("saddle x"), .numbers("saddle y"), .numbers("saddle loss"),
      ], rows: rows)
  }

  private func table(
    of confirmation: MinimaConfirmation, counted: [Int], ranks: [Int]
  ) -> Document.Table {
    let rows = ranks.map { rank -> [RichText] in
      let finding = confirmation.findings[counted[rank]]
      let place = finding.refined
      let target = finding.runsInto.flatMap(counted.firstIndex).map { " (\($0 + 1))" } ?? ""
      let numbers = [
        place?.x, place?.y, place?.loss, finding.barrier, finding.allowance, place?.gradientNorm,
        place?.hessianEigenvalues.first, place?.hessianEigenvalues.last,
      ]
      return ["\(rank + 1)", "\(finding.verdict.words)", "\(finding.reason.rawValue)\(target)"]
        + numbers.map(Self.cell)
    }
    return Document.Table(
      [
        .numbers("#"), .words("verdict"), .words("why"), .numbers("refined x"),
        .numbers("refined y"), .numbers("refined loss"), .numbers("barrier"),
        .numbers("allowance"), .numbers("|gradient|"), .numbers("curvature from"), .numbers("to"),
      ], rows: rows, title: "\(confirmation.headline(in: analysis.scale.unit))")
  }

  private static func cell(_ value: Double?) -> RichText { "\(value.written())" }
}

extension MinimaConfirmation.Verdict {
  /// The verdict as people read it.
  fileprivate var words: String { self == .belowThreshold ? "below threshold" : rawValue }
}
