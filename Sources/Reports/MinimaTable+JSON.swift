internal import Analysis

extension MinimaTable {
  /// Scripts hold on to these keys: they may be added to, and none may change or go.
  var json: String {
    let objects = entries.map { surface, analysis in
      """
        {"surface": \(quoted(surface)), "quantity": \(quoted(analysis.quantity)), \
      "scale": \(quoted("\(analysis.scale)")), "threshold": \(number(analysis.threshold)), \
      "grid": [\(analysis.columns), \(analysis.rows)],
         "count": \(analysis.count), "border_count": \(analysis.borderCount), \
      "neighbour_count": \(analysis.neighbourCount), \
      "missing_points": \(analysis.missingPoints), \
      "nonfinite_points": \(analysis.nonfinitePoints),
         "minima": \(list(analysis.minima.map { object($0, analysis) }, indentation: 14)),
         "warnings": \(list(analysis.warnings.map { quoted("\($0)") }, indentation: 16)),
         "resolved_count": \(analysis.resolvedCount),
         "analysed_grid": [\(analysis.analysedColumns), \(analysis.analysedRows)]}
      """
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func object(_ minimum: Minimum, _ analysis: MinimaAnalysis) -> String {
    let saddle = minimum.saddle.map {
      "{\"x\": \(number($0.x)), \"y\": \(number($0.y)), \"loss\": \(number($0.loss))}"
    }
    return "{\"x\": \(number(minimum.x)), \"y\": \(number(minimum.y)),"
      + " \"loss\": \(number(minimum.loss)), \"persistence\": \(number(minimum.persistence)),"
      + " \"on_border\": \(minimum.isOnBorder), \"saddle\": \(saddle ?? "null"),"
      + " \"basin_fraction\": \(number(minimum.basinFraction)),"
      + " \"allowance\": \(number(minimum.allowance)),"
      + " \"resolution\": "
      + quoted(minimum.resolution(atThreshold: analysis.threshold).rawValue) + "}"
  }

  /// A list with one element per line, under each other.
  private func list(_ elements: [String], indentation: Int) -> String {
    "[" + elements.joined(separator: ",\n" + String(repeating: " ", count: indentation)) + "]"
  }

  /// The shortest decimal that reads back to the same bits; JSON knows no NaN and no infinity.
  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  private func quoted(_ string: String) -> String {
    let escaped = string.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\u{0}"..<" ":
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
