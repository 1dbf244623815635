public import Analysis
internal import Numerals

extension HeightScale {
  /// The scale in a sentence: "on the scale log10(loss + 0.001)", or "on a linear scale".
  package var phrase: String { self == .linear ? "on a linear scale" : "on the scale \(self)" }
}

extension HeightScale.Unit {
  /// A height with its unit: "0.01 decades", or "0.01 in loss".
  package func text(_ height: String) -> String {
    switch self {
    case .decades: "\(height) decades"
    case .loss: "\(height) in loss"
    }
  }

  /// A threshold with its unit: as it was given, where it is a share of the range with four digits.
  package func text(threshold: Double) -> String {
    text(self == .decades ? "\(threshold)" : threshold.written())
  }
}

extension MinimaAnalysis {
  /// What was counted, in one line: "4 local minima (persistence ≥ 0.01 decades; 3 resolved by the
  /// grid), 1 more on the border; raw neighbour count 11".
  public var headline: String {
    let border = borderCount == 0 ? "none on the border" : "\(borderCount) more on the border"
    let resolved = count == 0 ? "" : "; \(resolvedCount) resolved by the grid"
    return "\(countText) (persistence ≥ \(scale.unit.text(threshold: threshold))\(resolved)),"
      + " \(border); raw neighbour count \(neighbourCount)"
  }

  /// What was analysed, in one line.
  package var provenance: String {
    let points = "\(columns) × \(rows) points"
    let analysed = isCoarser ? "\(analysedColumns) × \(analysedRows) of \(points)" : points
    return "\(quantity) on \(analysed), \(scale.phrase)"
  }

  /// The count inside at a few thresholds, in one line, so that nobody has to trust the one chosen.
  package var thresholdLine: String {
    let shares = [0.01, 0.03, 0.1, 0.3]
    let counts = ([0] + shares).map { "\(count(atThreshold: $0 * reference))" }
    let texts =
      switch scale.unit {
      case .decades: shares.map { "\($0)" }.joined(separator: " / ") + " decades"
      case .loss:
        shares.map { "\(Int((100 * $0).rounded()))" }.joined(separator: " / ")
          + " % of the range of the losses"
      }
    return "inside at persistence > 0 / \(texts): " + counts.joined(separator: " / ")
  }
}

extension MinimaConfirmation {
  /// What a confirmation has shown, in one line: "confirmation: 4 confirmed, 2 artefacts, 1
  /// unresolved, 1 below the threshold (5,120 points, 0.01 × 0.01 apart; noise floor 2.1e-06
  /// decades)". What was below the threshold at first is not counted.
  public func headline(in unit: HeightScale.Unit) -> String {
    let below = findings.count { $0.reason == .refinedBarrier }
    let artefacts = count(of: .artefact)
    let counts =
      "\(confirmedCount) confirmed, \(artefacts) \(artefacts == 1 ? "artefact" : "artefacts"), "
      + "\(count(of: .unresolved)) unresolved, \(below) below the threshold"
    let spacing = finestSpacing.map { $0.written(.significant(3)) }.joined(separator: " × ")
    return "confirmation: \(counts) (\(sampledPoints) points, \(spacing) apart; noise floor "
      + unit.text(noiseFloor.written(.scientific(1))) + ")"
  }
}
