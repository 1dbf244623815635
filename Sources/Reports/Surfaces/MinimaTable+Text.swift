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
          lines += ["", "  " + confirmation.headline(in: analysis.scale.unit)]
        }
        lines +=
          [""] + aligned([cells.heads] + cells.rows, words: cells.wordColumns).map { "  " + $0 }
      }
      if !analysis.warnings.isEmpty {
        lines += [""] + analysis.warnings.map { "  warning: \($0)" }
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }
}
