internal import Archives

extension Document {
  /// A table.
  public struct Table: Hashable, Sendable {
    /// A column.
    public struct Column: Hashable, Sendable {
      /// What stands above it.
      public let title: RichText
      /// Whether it holds numbers, which end at one place, rather than words, which begin at one.
      public let isNumeric: Bool

      /// A column of words.
      public static func words(_ title: RichText) -> Column {
        Column(title: title, isNumeric: false)
      }
      /// A column of numbers.
      public static func numbers(_ title: RichText) -> Column {
        Column(title: title, isNumeric: true)
      }
    }

    /// What stands above it; nil for nothing.
    public let title: RichText?
    /// The columns.
    public let columns: [Column]
    /// As many cells in each row as there are columns.
    public let rows: [[RichText]]
    /// What explains it, below it.
    public let notes: [RichText]

    /// Creates a table; each row must have a cell for each column.
    public init(
      _ columns: [Column], rows: [[RichText]], title: RichText? = nil, notes: [RichText] = []
    ) {
      precondition(
        rows.allSatisfy { $0.count == columns.count },
        "rows of \(rows.map(\.count)) cells in a table of \(columns.count) columns")
      (self.columns, self.rows, self.title, self.notes) = (columns, rows, title, notes)
    }

    /// Creates a table with one note.
    public init(_ columns: [Column], rows: [[RichText]], caption: RichText) {
      self.init(columns, rows: rows, notes: [caption])
    }

    /// A table of records for programs, with a name for each column.
    public init(records names: [String], _ rows: [[String]]) {
      self.init(
        names.map { .words(RichText(verbatim: $0)) },
        rows: rows.map { $0.map(RichText.init(verbatim:)) })
    }

    /// The table as comma-separated values (RFC 4180), its titles first.
    public var csv: String {
      CSVText.lines([columns.map(\.title.plainText)] + rows.map { $0.map(\.plainText) })
    }
  }
}
