internal import Analysis

extension MinimaTable {
  var text: String {
    entries.map { entry in
      let analysis = entry.analysis
      var lines = [
        "\(entry.surface): \(analysis.headline)", "  \(analysis.provenance)",
        "  \(analysis.thresholdLine)",
      ]
      for (number, cells) in MinimaCells.tables(entry).enumerated() {
        if number > 0, let confirmation = entry.confirmation {
          lines += ["", "  " + confirmation.headline]
        }
        lines += [""] + aligned(cells).map { "  " + $0 }
      }
      if !analysis.warnings.isEmpty {
        lines += [""] + analysis.warnings.map { "  warning: \($0)" }
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// Columns under each other: numbers end, words begin at the same place.
  private func aligned(_ cells: MinimaCells) -> [String] {
    let rows = [cells.heads] + cells.rows
    let widths = cells.heads.indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return cells.wordColumns.contains(column)
          ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
  }
}
