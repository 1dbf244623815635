internal import Foundation

/// What `basin-bench memory` measured; also its JSON.
struct MemoryResult: Codable, BenchReport {
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

  var heading: String { "Peak memory of sampling, \(threads) threads" }

  var table: TextTable {
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
