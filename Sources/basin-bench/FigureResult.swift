/// What `basin-bench figures` found.
struct FigureResult: Encodable {
  /// A style in a size.
  struct Entry: Encodable {
    let style: String
    let size: String
    let milliseconds: Double
    /// The same by matplotlib; nil where it was not measured.
    let matplotlib: Double?
    let kilobytes: Double
  }

  let edge: Int
  let entries: [Entry]
}

extension FigureResult: BenchReport {
  var heading: String {
    "Pictures of a surface of \(edge)² points, program start included (medians)"
  }

  var table: TextTable {
    TextTable(
      headings: ["style", "size", "Basin, ms", "matplotlib, ms", "ratio", "kB"],
      rows: entries.map { entry in
        [
          entry.style, entry.size, "\(Int(entry.milliseconds.rounded()))",
          entry.matplotlib.map { "\(Int($0.rounded()))" } ?? "–",
          entry.matplotlib.map { "\((10 * $0 / entry.milliseconds).rounded() / 10)" } ?? "–",
          "\(Int(entry.kilobytes.rounded()))",
        ]
      })
  }
}
