internal import Foundation

/// What `basin-bench memory` measured; also its JSON.
struct MemoryResult: Codable {
  struct Entry: Codable {
    /// The net and its examples.
    let title: String
    let examples: Int
    /// Points per axis.
    let edge: Int
    /// The most memory that the process held; nil where the system does not say.
    let bytes: Int?
  }

  let threads: Int
  let entries: [Entry]

  func rendered(_ format: ReportFormat) throws -> String {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    case .text: return heading + table.text
    case .markdown: return heading + table.markdown
    }
  }

  private var heading: String { "Peak memory of sampling, \(threads) threads\n\n" }

  private var table: TextTable {
    TextTable(
      headings: ["net", "examples", "points", "MB"],
      rows: entries.map { entry in
        [
          entry.title, "\(entry.examples)", "\(entry.edge)×\(entry.edge)",
          entry.bytes.map { String(format: "%.0f", 1e-6 * Double($0)) } ?? "–",
        ]
      })
  }
}
