/// Cells under headings: the first column is flush left, the others flush right.
package struct TextTable {
  private let headings: [String]
  private let rows: [[String]]

  /// - Parameter rows: each as long as the headings.
  package init(headings: [String], rows: [[String]]) {
    self.headings = headings
    self.rows = rows
  }

  /// In columns for a terminal.
  package var text: String {
    lines(between: "  ", widths: widths).joined(separator: "\n")
  }

  /// As a Markdown table.
  package var markdown: String {
    var lines = lines(between: " | ", widths: widths).map { "| \($0) |" }
    let rule = widths.enumerated().map { column, width in
      column == 0
        ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    lines.insert("| \(rule.joined(separator: " | ")) |", at: 1)
    return lines.joined(separator: "\n")
  }

  private var widths: [Int] {
    headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
  }

  private func lines(between separator: String, widths: [Int]) -> [String] {
    ([headings] + rows).map { row in
      zip(row, widths).enumerated().map { column, entry in
        let blanks = String(repeating: " ", count: entry.1 - entry.0.count)
        return column == 0 ? entry.0 + blanks : blanks + entry.0
      }.joined(separator: separator)
    }
  }
}
