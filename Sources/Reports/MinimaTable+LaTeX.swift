internal import Analysis

extension MinimaTable {
  var latex: String {
    "% Needs \\usepackage{booktabs}.\n" + entries.map(latexTable).joined(separator: "\n")
  }

  private func latexTable(_ entry: Entry) -> String {
    let analysis = entry.analysis
    var lines = [
      "\\begin{table}", "  \\centering",
      "  \\caption{\\texttt{\(escaped(entry.surface))}: \(escaped(analysis.headline))."
        + " \(escaped(analysis.provenance)); \(escaped(analysis.thresholdLine))."
        + (entry.confirmation.map { " \(escaped($0.headline))." } ?? "") + "}",
    ]
    for (number, cells) in MinimaCells.tables(entry).enumerated() {
      if number > 0 { lines += ["  \\par\\medskip"] }
      let columns = cells.heads.indices.map {
        cells.wordColumns.contains($0) ? "l" : "r"
      }
      lines += ["  \\begin{tabular}{\(columns.joined())}", "    \\toprule"]
      lines += [row(cells.heads.map(escaped)), "    \\midrule"]
      lines += cells.rows.map { row($0.map(cell)) }
      lines += ["    \\bottomrule", "  \\end{tabular}"]
    }
    lines += analysis.warnings.map { "  \\par\\smallskip Warning: \(escaped("\($0)"))" }
    lines += ["\\end{table}"]
    return lines.map { $0 + "\n" }.joined()
  }

  private func row(_ cells: [String]) -> String {
    "    " + cells.joined(separator: " & ") + " \\\\"
  }

  /// A number in mathematics, where a hyphen is a minus sign and a power of ten is one.
  private func cell(_ text: String) -> String {
    guard Double(text) != nil else { return escaped(text) }
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "$\(text)$" }
    return "$\(parts[0]) \\times 10^{\(exponent)}$"
  }

  private func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&", "%", "$", "#", "_", "{", "}": "\\\(scalar)"
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "≥": "$\\geq$"
      case "≤": "$\\leq$"
      case ">": "$>$"
      case "<": "$<$"
      case "×": "$\\times$"
      case "–": "--"
      case "\n", "\r": " "
      default: String(scalar)
      }
    }.joined()
  }
}
