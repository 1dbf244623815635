internal import Foundation

/// What `basin-bench training` measured; also its JSON.
package struct TrainingResult: Codable, BenchReport {
  package struct Entry: Codable {
    package let name: String
    /// Images per second, the median over the rounds.
    package let rate: Double
    package let phases: StepPhases
  }

  package let title: String
  package let batchSize: Int
  package let threads: Int
  /// The version of PyTorch; nil without peers.
  package let torch: String?
  /// Basin first.
  package let imagesPerSecond: [Entry]

  package var heading: String {
    let version = torch.map { "PyTorch \($0)" } ?? "no peers"
    return "Training of \(title), batches of \(batchSize), \(threads) threads, \(version)"
  }

  package var table: TextTable {
    TextTable(
      headings: ["by", "images/s", "Basin is", "forward ms", "backward ms", "update ms"],
      rows: imagesPerSecond.map { entry in
        let ratio = (imagesPerSecond.first?.rate ?? .nan) / entry.rate
        return [
          entry.name, String(format: "%.0f", entry.rate), String(format: "%.2f×", ratio),
        ]
          + [entry.phases.forward, entry.phases.backward, entry.phases.update].map {
            String(format: "%.2f", $0)
          }
      })
  }
}
