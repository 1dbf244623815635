extension Document {
  /// The document for a terminal: columns of tables stand below each other.
  public var text: String {
    let parts = (title.map { [[$0]] } ?? []) + blocks.map(lines)
    return parts.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let text, _): [text]
    case .paragraph(let text): [text.plainText]
    case .lines(let texts): texts.map(\.plainText)
    case .list(let texts): texts.map { "- " + $0.plainText }
    case .facts(let facts):
      Self.aligned(facts.map { [$0.name.plainText, $0.value.plainText] }, words: [true, true])
    case .table(let table): table.lines
    case .figure(let figure):
      ["[\(figure.path)] \((figure.caption ?? RichText(verbatim: figure.description)).plainText)"]
    case .code(let text): text.split(separator: "\n").map { "  \($0)" }
    case .formula(let formula): ["  " + formula.text]
    case .finding(let finding): finding.lines
    }
  }

  /// Rows of cells as lines with columns under each other: words begin at one place, numbers end at
  /// one.
  ///
  /// - Parameters:
  ///   - rows: not empty, all as long as the first.
  ///   - words: whether each column is one of words.
  fileprivate static func aligned(_ rows: [[String]], words: [Bool]) -> [String] {
    let widths = words.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let line = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return words[column] ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension Document.Table {
  fileprivate var lines: [String] {
    let cells = [columns.map(\.title.plainText)] + rows.map { $0.map(\.plainText) }
    return (title.map { [$0.plainText] } ?? [])
      + Document.aligned(cells, words: columns.map { !$0.isNumeric }) + notes.map(\.plainText)
  }
}

extension Document.Finding {
  fileprivate var lines: [String] {
    var lines = ["\(name): \(headline.plainText)"] + details.map { "  " + $0.plainText }
    for table in tables {
      // A title stands by itself, so that it is not taken for the table's first line.
      if let title = table.title { lines += ["", "  " + title.plainText] }
      let rest = Document.Table(table.columns, rows: table.rows, notes: table.notes)
      lines += [""] + rest.lines.map { "  " + $0 }
    }
    if !warnings.isEmpty { lines += [""] + warnings.map { "  warning: " + $0.plainText } }
    return lines
  }
}
