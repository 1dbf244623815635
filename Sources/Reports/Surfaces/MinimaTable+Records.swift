internal import Analysis
internal import Documents

extension MinimaTable {
  /// Every minimum, one per row; a surface without minima has none. `counted` is true inside the grid
  /// at or above the threshold. Numbers are the shortest that read back to the same bits.
  var records: Document.Table {
    let isConfirmed = entries.contains { $0.confirmation != nil }
    let names =
      [
        "surface", "quantity", "x", "y", "loss", "persistence", "on_border", "counted",
        "saddle_x", "saddle_y", "saddle_loss", "basin_fraction", "allowance", "resolution",
        "scale", "persistence_unit",
      ] + (isConfirmed ? confirmedNames : [])
    let rows = entries.flatMap { entry in
      let analysis = entry.analysis
      return analysis.minima.enumerated().map { index, minimum in
        [
          entry.surface, analysis.quantity, number(minimum.x), number(minimum.y),
          number(minimum.loss), number(minimum.persistence), "\(minimum.isOnBorder)",
          "\(!minimum.isOnBorder && minimum.persistence >= analysis.threshold)",
          number(minimum.saddle?.x), number(minimum.saddle?.y), number(minimum.saddle?.loss),
          number(minimum.basinFraction), number(minimum.allowance),
          minimum.resolution(atThreshold: analysis.threshold).rawValue, "\(analysis.scale)",
          analysis.scale.unit.rawValue,
        ] + (isConfirmed ? cells(entry.confirmation?.findings[index]) : [])
      }
    }
    return Document.Table(records: names, rows)
  }

  private var confirmedNames: [String] {
    [
      "verdict", "reason", "refined_x", "refined_y", "refined_loss", "refined_barrier",
      "refined_allowance", "gradient_norm", "hessian_smaller", "hessian_larger", "method",
    ]
  }

  private func cells(_ finding: MinimaConfirmation.Finding?) -> [String] {
    let refined = finding?.refined
    return [
      finding?.verdict.rawValue ?? "", finding?.reason.rawValue ?? "", number(refined?.x),
      number(refined?.y), number(refined?.loss), number(finding?.barrier),
      number(finding?.allowance), number(refined?.gradientNorm),
      number(refined?.hessianEigenvalues.first), number(refined?.hessianEigenvalues.last),
      refined?.method.rawValue ?? "",
    ]
  }

  private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
