internal import Analysis

extension MinimaTable {
  var markdown: String {
    entries.map { surface, analysis in
      let cells = MinimaCells(analysis)
      var lines = [
        "**\(MarkdownText.escaped(surface))**: \(MarkdownText.escaped(analysis.headline))", "",
        "\(MarkdownText.escaped(analysis.provenance)); \(MarkdownText.escaped(analysis.thresholdLine)).",
      ]
      if !cells.rows.isEmpty {
        let rulers = MinimaCells.heads.indices.map {
          MinimaCells.wordColumns.contains($0) ? ":---" : "---:"
        }
        lines += [""]
        lines +=
          ([MinimaCells.heads.map(MarkdownText.escaped), rulers]
          + cells.rows.map { $0.map(MarkdownText.escaped) })
          .map { "| " + $0.joined(separator: " | ") + " |" }
      }
      for warning in analysis.warnings {
        lines += ["", "> **Warning:** \(MarkdownText.escaped("\(warning)"))"]
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }
}
