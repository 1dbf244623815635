internal import Analysis
package import Documents
internal import Numerals

extension ComparisonReport {
  /// The thresholds at which counts are shown beside each other, as shares of the scale's
  /// reference; 0 is "any barrier".
  package static let shownThresholds = [0, 0.003, 0.01, 0.03, 0.1, 0.3]

  private var sides: [(name: RichText, arm: Arm)] {
    [("without shortcuts", plain), ("with shortcuts", residual)]
  }

  /// A row for each net: its training beside the counts on each of its planes.
  var netTable: Document.Table {
    let counts: [(title: RichText, measure: Measure)] = [
      ("minima", .minima), ("confirmed", .confirmedMinima), ("resolved", .resolvedMinima),
      ("border", .borderMinima), ("raw", .neighbourMinima),
    ].filter { count in
      arms.contains { $0.surfaces.contains { $0.measures[count.1] != nil } }
    }
    let columns: [Document.Table.Column] =
      [
        .words("net"), .numbers("seed"), .numbers("training loss"), .numbers("training accuracy"),
        .numbers("test accuracy"), .numbers("centre"),
      ] + counts.map { .numbers($0.title) }
    let rows = sides.flatMap { side in
      side.arm.nets.map { net -> [RichText] in
        [
          side.name, "\(net.seed)", "\(net.trainLoss.written(.significant(3)))",
          percent(net, .trainAccuracy), percent(net, .testAccuracy), centre(net),
        ] + counts.map { byPlane(net, $0.measure) }
      }
    }
    let confirmed: RichText =
      counts.contains { $0.measure == .confirmedMinima }
      ? "; *confirmed* are those that finer sampling and a descent inside the plane confirm"
      : ""
    return Document.Table(
      columns, rows: rows,
      caption:
        "Each count lists the planes of the net. *Minima* are the local minima inside the plane whose barrier (persistence) is at least \(scale.text(share: threshold)) \(scale.phrase)\(confirmed); *resolved* those whose barrier is higher than what grid spacing alone can produce; *border* those on the border, where the loss may keep falling outside; *raw* is the plain count of interior points lower than their 8 neighbours, which sampling inflates. Loss and accuracy of each net are over all its training and test examples, in evaluation mode; *centre* is the loss at the centre of the planes over the surfaces' examples, with its standard error."
    )
  }

  private func percent(_ net: Net, _ measure: Measure) -> RichText {
    "\(net.measures[measure].map { "\($0.written(measure.style)) %" } ?? NumberStyle.none)"
  }

  private func centre(_ net: Net) -> RichText {
    let surface = net.surfaces[0]
    let error = surface.centreError.map { " ± \($0.written(.significant(2)))" } ?? ""
    return "\(surface.centreLoss.written(.significant(3)))\(error)"
  }

  /// A measure on each plane; the minima that count lead to the planes' pictures.
  private func byPlane(_ net: Net, _ measure: Measure) -> RichText {
    net.surfaces.enumerated().reduce("") { text, plane in
      let (index, surface) = plane
      let value = surface.measures[measure].written(measure.style)
      let cell: RichText =
        if measure == .minima, let figure = surface.figure {
          "[\(value)](\(path: figure))"
        } else {
          "\(value)"
        }
      return text + (index == 0 ? "" : ", ") + cell
    }
  }

  /// Plain against residual for all measures of some subjects; nil where none was measured.
  func comparisonTable(_ subjects: Set<Measure.Subject>, caption: RichText) -> Document.Table? {
    let measures = Measure.allCases.filter {
      subjects.contains($0.subject) && comparisons[$0] != nil
    }
    guard !measures.isEmpty else { return nil }
    let rows = measures.compactMap { measure in
      comparisons[measure].map { [measure.title(in: scale.unit)] + Self.cells($0, measure.style) }
    }
    return Document.Table(
      [.words("measure")] + Self.comparisonColumns(hasTest: hasTest),
      rows: rows.map { hasTest ? $0 : Array($0.dropLast(3)) }, caption: caption)
  }

  /// Whether there are seeds enough to compare more than two numbers.
  var hasTest: Bool { min(plain.nets.count, residual.nets.count) > 1 }

  static func comparisonColumns(hasTest: Bool) -> [Document.Table.Column] {
    [
      .numbers("without shortcuts"), .numbers("median"), .numbers("with shortcuts"),
      .numbers("median"),
    ] + (hasTest ? [.numbers("p"), .numbers("Cliff's δ"), .numbers("Hedges' g")] : [])
  }

  /// Mean with interval and median of both sides, p, and the effect.
  static func cells(_ comparison: NestedComparison, _ style: NumberStyle) -> [RichText] {
    func mean(_ sample: NestedSample) -> RichText {
      let interval = sample.interval.map { " (\($0.written(style)))" } ?? ""
      return "\(sample.mean.written(style))\(interval)"
    }
    return [
      mean(comparison.first), "\(comparison.first.median.written(style))", mean(comparison.second),
      "\(comparison.second.median.written(style))",
      "\(comparison.test?.p.probability ?? NumberStyle.none)",
      "\(comparison.effect.cliffDelta.written(.significant(2)))",
      "\(comparison.effect.hedgesG.written(.significant(2)))",
    ]
  }

  /// The mean count at other thresholds.
  package var thresholdTable: Document.Table {
    let thresholds = Self.shownThresholds
    let unit: RichText =
      switch scale.shareUnit {
      case .decades: "in decades"
      case .range: "in per cent of the range of the surface's losses"
      }
    let rows = sides.map { side -> [RichText] in
      [side.name]
        + thresholds.map { "\(side.arm.meanCount(atThreshold: $0).written(.significant(3)))" }
    }
    return Document.Table(
      [.words("nets")]
        + thresholds.map { .numbers($0 == 0 ? "any barrier" : "≥ \(scale.shortText(share: $0))") },
      rows: rows,
      caption:
        "Local minima inside the plane at different persistence thresholds, \(unit)\(isSingle ? "" : " (mean over seeds and planes)"). `report.json` holds the whole curve of each surface."
    )
  }

  /// The count on windows of other half-widths; nil where only one was sampled.
  var windowTable: Document.Table? {
    guard !windows.isEmpty else { return nil }
    let rows = windows.map { window -> [RichText] in
      let cells = Self.cells(window.counts, .significant(3))
      return ["\(window.halfWidth)"] + (hasTest ? cells : Array(cells.dropLast(3)))
    }
    return Document.Table(
      [.numbers("half-width")] + Self.comparisonColumns(hasTest: hasTest), rows: rows,
      caption:
        "Local minima inside [−w, w]² on the first plane of each net, with the same number of points for every half-width w (in units of filter norm)."
    )
  }
}
