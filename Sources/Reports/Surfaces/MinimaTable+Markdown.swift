internal import Analysis

extension MinimaTable {
  var markdown: String {
    entries.map { entry in
      let analysis = entry.analysis
      var lines = [
        "**\(MarkdownText.escaped(entry.surface))**: \(MarkdownText.escaped(analysis.headline))",
        "",
        "\(MarkdownText.escaped(analysis.provenance)); \(MarkdownText.escaped(analysis.thresholdLine)).",
      ]
      for (number, cells) in MinimaCells.tables(entry).enumerated() {
        if number > 0, let confirmation = entry.confirmation {
          lines += ["", "\(MarkdownText.escaped(confirmation.headline(in: analysis.scale.unit)))."]
        }
        let rulers = cells.heads.indices.map {
          cells.wordColumns.contains($0) ? ":---" : "---:"
        }
        lines += [""]
        lines +=
          ([cells.heads.map(MarkdownText.escaped), rulers]
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
