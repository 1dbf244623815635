internal import Documents
internal import Landscapes
internal import Numerals

extension ComparisonReport {
  /// The barriers between nets of different seeds; empty where they were not measured.
  func connectionBlocks(level: Int) -> [Document.Block] {
    let paths = [Connection.Path.line, .recalibratedLine].filter { path in
      arms.contains { $0.connections.contains { $0.path == path.rawValue } }
    }
    guard !paths.isEmpty else { return [] }
    let normalizes = paths.contains(.recalibratedLine)
    let rows = paths.map { path -> [RichText] in
      [RichText(verbatim: path.title(normalizesBatches: normalizes))]
        + arms.map { Self.text(BarrierSummary($0.connections, on: path.rawValue)) }
    }
    let pairs = plain.connections.count { $0.path == Connection.Path.line.rawValue }
    let interval =
      plain.nets.count > 2 ? " (95 % interval: jackknife over seeds, Student's t)" : ""
    return [
      .heading("Between nets of different seeds", level: level),
      .table(
        Document.Table(
          [.words("path"), .numbers("without shortcuts"), .numbers("with shortcuts")], rows: rows,
          caption:
            "The barrier between two nets that learnt the same data from different seeds: the largest rise of the loss above the straight line between the losses of the ends. Means over \(Numerals.counted(pairs, "pair")) of each kind\(interval). Read it with the training losses: between nets that have learnt little there is little to rise above. `report.json` holds each pair with its standard error over the examples."
        )),
    ]
  }

  private static func text(_ summary: BarrierSummary?) -> RichText {
    guard let summary else { return "\(NumberStyle.none)" }
    let interval = summary.interval.map { " (\($0.written(.significant(3))))" } ?? ""
    return "\(summary.mean.written(.significant(3)))\(interval)"
  }
}
