public import Analysis
public import Archives
internal import Documents

/// The minima of one or several surfaces, as `basin minima` prints them.
public struct MinimaTable: Sendable {
  /// The forms in which the table can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// A headline, a table of the minima that reach the threshold, and warnings, for a terminal.
    case text
    /// Everything, one object per surface in an array; numbers in the shortest form that reads
    /// back to the same bits.
    case json
    /// Every minimum, one per line (RFC 4180).
    case csv
    /// The text form as Markdown (GitHub's tables).
    case markdown
    /// The text form as LaTeX tables in the style of the `booktabs` package.
    case latex
  }

  /// What is known of one surface.
  public struct Entry: Sendable {
    /// Its name.
    public let surface: String
    /// Its minima.
    public let analysis: MinimaAnalysis
    /// What a second look at them has shown; nil where there was none.
    public let confirmation: MinimaConfirmation?

    /// Puts together what is known of a surface; a confirmation must be of the same analysis.
    public init(
      surface: String, analysis: MinimaAnalysis, confirmation: MinimaConfirmation? = nil
    ) {
      precondition(
        confirmation.map { $0.findings.count == analysis.minima.count } ?? true,
        "findings on other minima")
      (self.surface, self.analysis, self.confirmation) = (surface, analysis, confirmation)
    }
  }

  /// The surfaces in the order in which they are printed.
  public let entries: [Entry]
  /// How many minima of a surface are listed, in CSV always all of them.
  public let limit: ListingLimit

  /// Creates a table of surfaces.
  public init(entries: [Entry], limit: ListingLimit = .standard) {
    (self.entries, self.limit) = (entries, limit)
  }

  /// Everything that is known of each surface, in an array; of very many minima the most persistent.
  public var json: JSONValue {
    JSONValue(result: entries.map { MinimaRecord($0, limit: limit) })
  }

  /// What a form leaves out of an entry, as a sentence without its full stop; nil where that is nothing.
  public func unlisted(of entry: Entry, as format: Format) -> String? {
    guard format != .csv else { return nil }
    let analysis = entry.analysis
    let least = format == .json ? -Double.infinity : analysis.threshold
    return limit.note(on: [(analysis.minima.count { $0.persistence >= least }, "minima")])
  }

  /// The table in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .json: json.serialized(pretty: true) + "\n"
    case .csv: records.csv
    case .markdown: document.markdown
    case .latex: document.latex
    }
  }
}
