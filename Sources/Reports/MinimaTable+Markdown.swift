internal import Analysis

extension MinimaTable {
  var markdown: String {
    entries.map { entry in
      let analysis = entry.analysis
      var lines = [
        "**\(escaped(entry.surface))**: \(escaped(analysis.headline))", "",
        "\(escaped(analysis.provenance)); \(escaped(analysis.thresholdLine)).",
      ]
      for (number, cells) in MinimaCells.tables(entry).enumerated() {
        if number > 0, let confirmation = entry.confirmation {
          lines += ["", "\(escaped(confirmation.headline))."]
        }
        let rulers = cells.heads.indices.map {
          cells.wordColumns.contains($0) ? ":---" : "---:"
        }
        lines += [""]
        lines += ([cells.heads.map(escaped), rulers] + cells.rows.map { $0.map(escaped) })
          .map { "| " + $0.joined(separator: " | ") + " |" }
      }
      for warning in analysis.warnings {
        lines += ["", "> **Warning:** \(escaped("\(warning)"))"]
      }
      return lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// Text that Markdown prints as it stands. A line break would end a table's row or a heading and
  /// becomes a space.
  private func escaped(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [
      "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~", "&",
    ]
    return text.unicodeScalars.map { scalar in
      if scalar == "\n" || scalar == "\r" { return " " }
      return special.contains(scalar) ? "\\\(scalar)" : String(scalar)
    }.joined()
  }
}
