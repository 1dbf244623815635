internal import Foundation

/// What `basin-bench topology` measured; also its JSON.
package struct TopologyResult: Codable, BenchReport {
  package struct Time: Codable {
    package let name: String
    /// Milliseconds for one diagram of both dimensions, the median over the rounds.
    package let value: Double

    package init(name: String, value: Double) { (self.name, self.value) = (name, value) }
  }

  package struct Entry: Codable {
    /// What the field is like.
    package let field: String
    /// Points per axis.
    package let edge: Int
    /// The number of classes in dimension 0 and 1.
    package let classes: [Int]
    /// Whether all found the same; nil without peers.
    package let agrees: Bool?
    /// Basin first.
    package let milliseconds: [Time]
    /// The most memory beyond the field itself, for each point of it; nil where the system does not
    /// say.
    package let bytesPerPoint: Double?

    package init(
      field: String, edge: Int, classes: [Int], agrees: Bool?, milliseconds: [Time],
      bytesPerPoint: Double?
    ) {
      (self.field, self.edge, self.classes) = (field, edge, classes)
      (self.agrees, self.milliseconds, self.bytesPerPoint) = (agrees, milliseconds, bytesPerPoint)
    }
  }

  /// The version of gudhi; nil without peers.
  package let gudhi: String?
  package let entries: [Entry]

  package init(gudhi: String?, entries: [Entry]) { (self.gudhi, self.entries) = (gudhi, entries) }

  package var heading: String {
    "Persistence diagrams of dimensions 0 and 1, \(gudhi.map { "gudhi \($0)" } ?? "no peers")"
  }

  package var table: TextTable {
    let peers = entries.first?.milliseconds.dropFirst().map(\.name) ?? []
    return TextTable(
      headings: ["field", "classes", "Basin ms", "bytes/point"] + peers.map { "× \($0)" }
        + (peers.isEmpty ? [] : ["agree"]),
      rows: entries.map { entry in
        let ours = entry.milliseconds.first?.value ?? .nan
        return [
          "\(entry.field) \(entry.edge)²", entry.classes.map { "\($0)" }.joined(separator: " + "),
          String(format: "%.3g", ours),
          entry.bytesPerPoint.map { String(format: "%.0f", $0) } ?? "–",
        ] + entry.milliseconds.dropFirst().map { String(format: "%.2f", $0.value / ours) }
          + (peers.isEmpty ? [] : [entry.agrees == true ? "yes" : "NO"])
      })
  }
}
