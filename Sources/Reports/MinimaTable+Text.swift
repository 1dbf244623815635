internal import Analysis

extension MinimaTable {
  var text: String {
    entries.map { surface, analysis in
      let cells = MinimaCells(analysis)
      var lines = [
        "\(surface): \(analysis.headline)", "  \(analysis.provenance)",
        "  \(analysis.thresholdLine)",
      ]
      if !cells.rows.isEmpty {
        lines += [""] + aligned([MinimaCells.heads] + cells.rows).map { "  " + $0 }
      }
      if !analysis.warnings.isEmpty {
        lines += [""] + analysis.warnings.map { "  warning: \($0)" }
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// Columns under each other: numbers end, words begin at the same place.
  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = MinimaCells.heads.indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return MinimaCells.wordColumns.contains(column)
          ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
  }
}
