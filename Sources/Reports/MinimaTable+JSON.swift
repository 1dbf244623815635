internal import Analysis

extension MinimaTable {
  /// Scripts hold on to these keys: they may be added to, and none may change or go.
  var json: String {
    let objects = entries.map { entry in
      let analysis = entry.analysis
      let findings = entry.confirmation?.findings
      return """
          {"surface": \(quoted(entry.surface)), "quantity": \(quoted(analysis.quantity)), \
        "scale": \(quoted("\(analysis.scale)")), "threshold": \(number(analysis.threshold)), \
        "grid": [\(analysis.columns), \(analysis.rows)],
           "count": \(analysis.count), "border_count": \(analysis.borderCount), \
        "neighbour_count": \(analysis.neighbourCount), \
        "missing_points": \(analysis.missingPoints), \
        "nonfinite_points": \(analysis.nonfinitePoints),
           "minima": \(list(analysis.minima.indices.map { object(analysis.minima[$0], analysis, findings?[$0]) }, indentation: 14)),
           "warnings": \(list(analysis.warnings.map { quoted("\($0)") }, indentation: 16)),
           "resolved_count": \(analysis.resolvedCount),\(members(entry.confirmation))
           "analysed_grid": [\(analysis.analysedColumns), \(analysis.analysedRows)]}
        """
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func object(
    _ minimum: Minimum, _ analysis: MinimaAnalysis, _ finding: MinimaConfirmation.Finding?
  ) -> String {
    let saddle = minimum.saddle.map {
      "{\"x\": \(number($0.x)), \"y\": \(number($0.y)), \"loss\": \(number($0.loss))}"
    }
    return "{\"x\": \(number(minimum.x)), \"y\": \(number(minimum.y)),"
      + " \"loss\": \(number(minimum.loss)), \"persistence\": \(number(minimum.persistence)),"
      + " \"on_border\": \(minimum.isOnBorder), \"saddle\": \(saddle ?? "null"),"
      + " \"basin_fraction\": \(number(minimum.basinFraction)),"
      + " \"allowance\": \(number(minimum.allowance)),"
      + " \"resolution\": "
      + quoted(minimum.resolution(atThreshold: analysis.threshold).rawValue)
      + (finding.map(members) ?? "") + "}"
  }

  /// What a second look adds to a surface.
  private func members(_ confirmation: MinimaConfirmation?) -> String {
    guard let confirmation else { return "" }
    return """

         "confirmed_count": \(confirmation.confirmedCount), \
      "noise_floor": \(number(confirmation.noiseFloor)), \
      "finest_spacing": \(list(confirmation.finestSpacing)), \
      "sampled_points": \(confirmation.sampledPoints),
      """
  }

  /// What a second look adds to a minimum.
  private func members(_ finding: MinimaConfirmation.Finding) -> String {
    let refined = finding.refined.map {
      "{\"x\": \(number($0.x)), \"y\": \(number($0.y)), \"loss\": \(number($0.loss)),"
        + " \"gradient_norm\": \(number($0.gradientNorm)),"
        + " \"hessian_eigenvalues\": \(list($0.hessianEigenvalues)),"
        + " \"method\": \(quoted($0.method.rawValue))}"
    }
    return ", \"verdict\": \(quoted(finding.verdict.rawValue)),"
      + " \"reason\": \(quoted(finding.reason.rawValue)),"
      + " \"refined\": \(refined ?? "null"),"
      + " \"refined_barrier\": \(number(finding.barrier)),"
      + " \"refined_allowance\": \(number(finding.allowance)),"
      + " \"runs_into\": \(finding.runsInto.map { "\($0)" } ?? "null")"
  }

  private func list(_ numbers: [Double]) -> String {
    "[" + numbers.map { number($0) }.joined(separator: ", ") + "]"
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
