internal import Analysis

extension MinimaTable {
  var latex: String {
    "% Needs \\usepackage{booktabs}.\n" + entries.map(latexTable).joined(separator: "\n")
  }

  private func latexTable(_ entry: Entry) -> String {
    let analysis = entry.analysis
    var lines = [
      "\\begin{table}", "  \\centering",
      "  \\caption{\\texttt{\(LaTeXText.escaped(entry.surface))}: \(LaTeXText.escaped(analysis.headline))."
        + " \(LaTeXText.escaped(analysis.provenance)); \(LaTeXText.escaped(analysis.thresholdLine))."
        + (entry.confirmation.map { " \(LaTeXText.escaped($0.headline(in: analysis.scale.unit)))." }
          ?? "") + "}",
    ]
    for (number, cells) in MinimaCells.tables(entry).enumerated() {
      if number > 0 { lines += ["  \\par\\medskip"] }
      let columns = cells.heads.indices.map {
        cells.wordColumns.contains($0) ? "l" : "r"
      }
      lines += ["  \\begin{tabular}{\(columns.joined())}", "    \\toprule"]
      lines += [row(cells.heads.map(LaTeXText.escaped)), "    \\midrule"]
      lines += cells.rows.map { row($0.map { LaTeXText.number($0) ?? LaTeXText.escaped($0) }) }
      lines += ["    \\bottomrule", "  \\end{tabular}"]
    }
    lines += analysis.warnings.map { "  \\par\\smallskip Warning: \(LaTeXText.escaped("\($0)"))" }
    lines += ["\\end{table}"]
    return lines.map { $0 + "\n" }.joined()
  }

  private func row(_ cells: [String]) -> String {
    "    " + cells.joined(separator: " & ") + " \\\\"
  }
}
