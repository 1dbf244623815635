internal import Documents
internal import Landscapes
internal import Numerals

extension ComparisonReport {
  /// The barriers between nets of different seeds, and between nets and their copies; empty where they were
  /// not measured.
  func connectionBlocks(level: Int) -> [Document.Block] { seedBlocks(level) + orderBlocks(level) }

  private func seedBlocks(_ level: Int) -> [Document.Block] {
    let paths = paths(reorderedAfter: nil)
    guard !paths.isEmpty else { return [] }
    let pairs = plain.connections.count {
      $0.path == Connection.Path.line.rawValue && $0.reorderedAfter == nil
    }
    let interval = hasIntervals ? " (95 % interval: jackknife over seeds, Student's t)" : ""
    return [
      .heading("Between nets of different seeds", level: level),
      .table(
        Document.Table(
          [.words("path")] + Self.kinds,
          rows: paths.map { [title($0)] + summaries($0, nil) },
          caption:
            "The barrier between two nets that learnt the same data from different seeds: the largest rise of the loss above the straight line between the losses of the ends. Means over \(Numerals.counted(pairs, "pair")) of each kind\(interval). \(Self.warning) `report.json` holds each pair with its standard error over the examples."
        )),
    ]
  }

  private func orderBlocks(_ level: Int) -> [Document.Block] {
    let epochs = Set(arms.flatMap(\.connections).compactMap(\.reorderedAfter)).sorted()
    let rows = epochs.flatMap { epochs in
      paths(reorderedAfter: epochs).map { path -> [RichText] in
        ["\(epochs)", title(path)] + summaries(path, epochs)
      }
    }
    guard !rows.isEmpty else { return [] }
    let interval = hasIntervals ? " (95 % interval over seeds, Student's t)" : ""
    return [
      .heading("From one start in two orders", level: level),
      .table(
        Document.Table(
          [.numbers("epochs shared"), .words("path")] + Self.kinds, rows: rows,
          caption:
            "The barrier between a net and a copy that shares its first epochs and takes the examples in another order afterwards. Where it is near 0, the order no longer decides in which basin training ends (Frankle et al. 2020). Means over \(Numerals.counted(plain.nets.count, "net")) of each kind\(interval). \(Self.warning)"
        )),
    ]
  }

  private static let kinds: [Document.Table.Column] = [
    .numbers("without shortcuts"), .numbers("with shortcuts"),
  ]

  private static let warning =
    "Read it with the training losses: between nets that have learnt little there is little to rise above."

  private var hasIntervals: Bool { plain.nets.count > 2 }

  /// The paths that were measured between nets of one relation.
  private func paths(reorderedAfter epochs: Int?) -> [Connection.Path] {
    [.line, .recalibratedLine].filter { path in
      arms.contains { arm in
        arm.connections.contains { $0.path == path.rawValue && $0.reorderedAfter == epochs }
      }
    }
  }

  private func title(_ path: Connection.Path) -> RichText {
    let normalizes = arms.contains { arm in
      arm.connections.contains { $0.path == Connection.Path.recalibratedLine.rawValue }
    }
    return RichText(verbatim: path.title(normalizesBatches: normalizes))
  }

  private func summaries(_ path: Connection.Path, _ epochs: Int?) -> [RichText] {
    arms.map {
      Self.text(BarrierSummary($0.connections, on: path.rawValue, reorderedAfter: epochs))
    }
  }

  private static func text(_ summary: BarrierSummary?) -> RichText {
    guard let summary else { return "\(NumberStyle.none)" }
    let interval = summary.interval.map { " (\($0.written(.significant(3))))" } ?? ""
    return "\(summary.mean.written(.significant(3)))\(interval)"
  }
}
