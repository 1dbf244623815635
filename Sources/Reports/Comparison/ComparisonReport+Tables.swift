internal import Analysis

extension ComparisonReport {
  /// The thresholds at which counts are shown beside each other, in decades; 0 is "any barrier".
  static let shownThresholds = [0, 0.003, 0.01, 0.03, 0.1, 0.3]

  private var sides: [(name: RichText, arm: Arm)] {
    [("without shortcuts", plain), ("with shortcuts", residual)]
  }

  /// A row for each surface: training beside counts.
  var surfaceTable: ReportTable {
    let hasConfirmed = plain.values(of: .confirmedMinima) != nil
    let columns: [ReportTable.Column] =
      [
        .words("net"), .numbers("seed"), .numbers("training loss"), .numbers("training accuracy"),
        .numbers("test accuracy"), .numbers("plane"), .numbers("centre"), .numbers("minima"),
      ] + (hasConfirmed ? [.numbers("confirmed")] : [])
      + [.numbers("resolved"), .numbers("edge"), .numbers("raw")]
    let rows = sides.flatMap { side in
      side.arm.nets.flatMap { net in
        net.surfaces.map { row(net, $0, side.name, hasConfirmed: hasConfirmed) }
      }
    }
    return ReportTable(
      columns, rows: rows,
      caption:
        "*Minima* counts the local minima inside the plane whose barrier (persistence) is at least \(threshold) decades on the scale log10(loss + 0.001)\(hasConfirmed ? "; *confirmed* those of them that stood up to finer sampling and a descent inside the plane" : ""); *resolved* those whose barrier is higher than what the grid spacing can invent; *edge* those on the border, which may lead on outside; *raw* is the plain count of interior points lower than their 8 neighbours, which sampling inflates. Loss and accuracy of each net are over all its training and test examples, in evaluation mode; *centre* is the loss at the middle of the plane over the surface's examples, with its standard error."
    )
  }

  private func row(
    _ net: Net, _ surface: Surface, _ name: RichText, hasConfirmed: Bool
  ) -> [RichText] {
    func cell(_ measure: Measure) -> RichText {
      "\(surface.measures[measure].map(measure.text) ?? ReportNumber.none)"
    }
    func percent(_ measure: Measure) -> RichText {
      "\(net.measures[measure].map { "\(measure.text($0)) %" } ?? ReportNumber.none)"
    }
    let centre = ReportNumber.digits(surface.centreLoss)
    let error = surface.centreError.map { " ± \(ReportNumber.digits($0, 2))" } ?? ""
    let plane: RichText =
      surface.figure.map { "[\(surface.plane)](\(path: $0))" } ?? "\(surface.plane)"
    return [
      name, "\(net.seed)", "\(ReportNumber.digits(net.trainLoss))", percent(.trainAccuracy),
      percent(.testAccuracy), plane, "\(centre)\(error)", "**\(surface.count)**",
    ] + (hasConfirmed ? [cell(.confirmedMinima)] : [])
      + [cell(.resolvedMinima), cell(.borderMinima), cell(.neighbourMinima)]
  }

  /// Plain against residual for all measures of some subjects; nil where none was measured.
  func comparisonTable(_ subjects: Set<Measure.Subject>, caption: RichText) -> ReportTable? {
    let measures = Measure.allCases.filter {
      subjects.contains($0.subject) && comparisons[$0] != nil
    }
    guard !measures.isEmpty else { return nil }
    let rows = measures.compactMap { measure in
      comparisons[measure].map { [measure.title] + Self.cells($0, measure.text) }
    }
    return ReportTable(
      [.words("measure")] + Self.comparisonColumns(hasTest: hasTest),
      rows: rows.map { hasTest ? $0 : Array($0.dropLast(3)) }, caption: caption)
  }

  /// Whether there are seeds enough to compare more than two numbers.
  private var hasTest: Bool { min(plain.nets.count, residual.nets.count) > 1 }

  static func comparisonColumns(hasTest: Bool) -> [ReportTable.Column] {
    [
      .numbers("without shortcuts"), .numbers("median"), .numbers("with shortcuts"),
      .numbers("median"),
    ] + (hasTest ? [.numbers("p"), .numbers("Cliff's δ"), .numbers("Hedges' g")] : [])
  }

  /// Mean with interval and median of both sides, p, and the effect.
  static func cells(_ comparison: NestedComparison, _ text: (Double) -> String) -> [RichText] {
    func mean(_ sample: NestedSample) -> RichText {
      let interval = sample.interval.map { " (\(ReportNumber.interval($0, text)))" } ?? ""
      return "\(text(sample.mean))\(interval)"
    }
    return [
      mean(comparison.first), "\(text(comparison.first.median))", mean(comparison.second),
      "\(text(comparison.second.median))",
      "\(comparison.test.map { ReportNumber.p($0.p) } ?? ReportNumber.none)",
      "\(ReportNumber.digits(comparison.effect.cliffDelta, 2))",
      "\(comparison.effect.hedgesG.map { ReportNumber.digits($0, 2) } ?? ReportNumber.none)",
    ]
  }

  /// The count at other thresholds, a row for each surface.
  var thresholdTable: ReportTable {
    let thresholds = Self.shownThresholds
    let rows = sides.flatMap { side in
      side.arm.nets.flatMap { net in
        net.surfaces.map { surface -> [RichText] in
          [side.name, "\(net.seed)", "\(surface.plane)"]
            + thresholds.map { "\(surface.count(atThreshold: $0))" }
        }
      }
    }
    return ReportTable(
      [.words("net"), .numbers("seed"), .numbers("plane")]
        + thresholds.map { .numbers($0 == 0 ? "any barrier" : "≥ \($0)") },
      rows: rows,
      caption:
        "Local minima inside the plane by the least barrier, in decades, that is asked for: nobody has to trust ours."
    )
  }

  /// The count on windows of other half-widths; nil where only one was sampled.
  var windowTable: ReportTable? {
    guard !windows.isEmpty else { return nil }
    let rows = windows.map { window -> [RichText] in
      let cells = Self.cells(window.counts) { ReportNumber.digits($0) }
      return ["\(window.halfWidth)"] + (hasTest ? cells : Array(cells.dropLast(3)))
    }
    return ReportTable(
      [.numbers("half-width")] + Self.comparisonColumns(hasTest: hasTest), rows: rows,
      caption:
        "Local minima inside [−w, w]² on the first plane of each net, with as many points whatever the half-width w (in units of the norms of the filters)."
    )
  }
}
