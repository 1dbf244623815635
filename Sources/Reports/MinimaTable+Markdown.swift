internal import Analysis

extension MinimaTable {
  var markdown: String {
    entries.map { surface, analysis in
      let cells = MinimaCells(analysis)
      var lines = [
        "**\(escaped(surface))**: \(escaped(analysis.headline))", "",
        "\(escaped(analysis.provenance)); \(escaped(analysis.thresholdLine)).",
      ]
      if !cells.rows.isEmpty {
        let rulers = MinimaCells.heads.indices.map {
          MinimaCells.wordColumns.contains($0) ? ":---" : "---:"
        }
        lines += [""]
        lines += ([MinimaCells.heads.map(escaped), rulers] + cells.rows.map { $0.map(escaped) })
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
