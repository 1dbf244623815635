public import Analysis
internal import Foundation

extension MinimaAnalysis {
  /// What was counted, in one line: "4 local minima (persistence ≥ 0.01 decades; 3 resolved by the
  /// grid), 1 more on the border; raw neighbour count 11".
  public var headline: String {
    let minima = count == 1 ? "1 local minimum" : "\(count) local minima"
    let border = borderCount == 0 ? "none on the border" : "\(borderCount) more on the border"
    let resolved = count == 0 ? "" : "; \(resolvedCount) resolved by the grid"
    return "\(minima) (persistence ≥ \(threshold) decades\(resolved)), \(border);"
      + " raw neighbour count \(neighbourCount)"
  }

  /// What was analysed, in one line.
  package var provenance: String {
    let points = "\(columns) × \(rows) points"
    let analysed = isCoarser ? "\(analysedColumns) × \(analysedRows) of \(points)" : points
    return "\(quantity) on \(analysed), on the scale \(scale)"
  }

  /// The count inside at a few thresholds, in one line, so that nobody has to trust the one chosen.
  package var thresholdLine: String {
    let thresholds = [0.01, 0.03, 0.1, 0.3]
    let counts = ([0] + thresholds).map { "\(count(atThreshold: $0))" }
    return "inside at persistence > 0 / " + thresholds.map { "\($0)" }.joined(separator: " / ")
      + " decades: " + counts.joined(separator: " / ")
  }
}

extension MinimaConfirmation {
  /// What a second look has shown, in one line: "looked at again: 4 confirmed, 2 artefacts, 1
  /// unresolved, 1 below the threshold (5,120 points, 0.01 × 0.01 apart; noise floor 2.1e-06
  /// decades)". What was below the threshold at first is not counted.
  public var headline: String {
    let below = findings.count { $0.reason == .refinedBarrier }
    let artefacts = count(of: .artefact)
    let counts =
      "\(confirmedCount) confirmed, \(artefacts) \(artefacts == 1 ? "artefact" : "artefacts"), "
      + "\(count(of: .unresolved)) unresolved, \(below) below the threshold"
    let spacing = finestSpacing.map { String(format: "%.3g", $0) }.joined(separator: " × ")
    return "looked at again: \(counts) (\(sampledPoints) points, \(spacing) apart; noise floor "
      + String(format: "%.1e", noiseFloor) + " decades)"
  }
}
