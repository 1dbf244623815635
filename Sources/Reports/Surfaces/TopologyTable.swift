public import Analysis
public import Archives
internal import Documents

/// The topology and the roughness of one or several surfaces, as `basin topology` prints them.
public struct TopologyTable: Sendable {
  /// The forms in which the table can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// A summary and the classes that reach the threshold, for a terminal.
    case text
    /// Everything, one object per surface in an array; numbers in the shortest form that reads
    /// back to the same bits.
    case json
    /// The text form as Markdown (GitHub's tables).
    case markdown
    /// The text form as LaTeX tables in the style of the `booktabs` package.
    case latex
  }

  /// A surface with what is said about it.
  public struct Entry: Sendable {
    /// The name to print.
    public let surface: String
    /// What it shows, by the name it has in surface files (`train_loss`).
    public let quantity: String
    /// What is said about it.
    public let topology: SurfaceTopology

    /// Creates an entry.
    public init(surface: String, quantity: String, topology: SurfaceTopology) {
      (self.surface, self.quantity, self.topology) = (surface, quantity, topology)
    }
  }

  /// The surfaces in the order in which they are printed.
  public let entries: [Entry]
  /// How many classes of each dimension are listed.
  public let limit: ListingLimit

  /// Creates a table of surfaces.
  public init(entries: [Entry], limit: ListingLimit = .standard) {
    (self.entries, self.limit) = (entries, limit)
  }

  /// Everything that is known of each surface, in an array; of very many classes the most persistent.
  public var json: JSONValue {
    JSONValue(result: entries.map { TopologyRecord($0, limit: limit) })
  }

  /// What a form leaves out of an entry, as a sentence without its full stop; nil where that is nothing.
  public func unlisted(of entry: Entry, as format: Format) -> String? {
    let topology = entry.topology
    let least = format == .json ? -Double.infinity : topology.threshold
    return limit.note(on: [
      (topology.componentCount(atThreshold: least), "minima"),
      (topology.holeCount(atThreshold: least), "holes"),
    ])
  }

  /// The table in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .markdown: document.markdown
    case .latex: document.latex
    case .json: json.serialized(pretty: true) + "\n"
    }
  }
}
