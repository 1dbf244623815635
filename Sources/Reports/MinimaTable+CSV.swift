internal import Analysis

extension MinimaTable {
  /// RFC 4180: CR LF ends each line, the header included; a surface without minima has no line.
  /// `counted` is true inside the grid at or above the threshold.
  var csv: String {
    let header = [
      "surface", "quantity", "x", "y", "loss", "persistence", "on_border", "counted",
      "saddle_x", "saddle_y", "saddle_loss", "basin_fraction", "allowance", "resolution",
    ]
    let rows = entries.flatMap { surface, analysis in
      analysis.minima.map { minimum in
        [
          surface, analysis.quantity, number(minimum.x), number(minimum.y),
          number(minimum.loss), number(minimum.persistence), "\(minimum.isOnBorder)",
          "\(!minimum.isOnBorder && minimum.persistence >= analysis.threshold)",
          number(minimum.saddle?.x), number(minimum.saddle?.y), number(minimum.saddle?.loss),
          number(minimum.basinFraction), number(minimum.allowance),
          minimum.resolution(atThreshold: analysis.threshold).rawValue,
        ]
      }
    }
    return CSVText.lines([header] + rows)
  }

  private func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}
