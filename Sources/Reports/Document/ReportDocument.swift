/// A report as data: what every form of it (Markdown, HTML, LaTeX) is written from.
public struct ReportDocument: Hashable, Sendable {
  /// A piece of a report.
  package enum Block: Hashable, Sendable {
    /// The title of a section; level 1 stands below the report's own title.
    case heading(String, level: Int)
    case paragraph(RichText)
    case list([RichText])
    case table(ReportTable)
    case figure(ReportFigure)
    /// A command, or other text of fixed width, line by line.
    case code(String)
  }

  /// The title.
  public let title: String
  package let blocks: [Block]

  /// Puts a report together.
  package init(title: String, blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

/// A table of a report.
package struct ReportTable: Hashable, Sendable {
  /// A column.
  package struct Column: Hashable, Sendable {
    let title: RichText
    /// Whether it holds numbers, which end at one place, rather than words, which begin at one.
    let isNumeric: Bool

    package static func words(_ title: RichText) -> Column {
      Column(title: title, isNumeric: false)
    }
    package static func numbers(_ title: RichText) -> Column {
      Column(title: title, isNumeric: true)
    }
  }

  let columns: [Column]
  /// As many cells in each row as there are columns.
  let rows: [[RichText]]
  /// What it shows, in a sentence or two.
  let caption: RichText

  package init(_ columns: [Column], rows: [[RichText]], caption: RichText) {
    precondition(
      rows.allSatisfy { $0.count == columns.count },
      "rows of \(rows.map(\.count)) cells in a table of \(columns.count) columns")
    (self.columns, self.rows, self.caption) = (columns, rows, caption)
  }
}

/// A picture of a report.
package struct ReportFigure: Hashable, Sendable {
  /// Where it lies, relative to the report.
  let path: String
  /// What it shows, for those who cannot see it.
  let description: String
  /// What stands below it.
  let caption: RichText

  package init(path: String, description: String, caption: RichText) {
    (self.path, self.description, self.caption) = (path, description, caption)
  }
}
