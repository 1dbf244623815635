internal import Foundation

/// What `basin-bench gpt` measured; also its JSON.
struct GPTResult: Codable, BenchReport {
  struct Entry: Codable {
    let name: String
    /// Tokens per second, the median over the rounds.
    let forward: Double
    let training: Double
  }

  let title: String
  let batchSize: Int
  let threads: Int
  /// The version of PyTorch; nil without peers.
  let torch: String?
  /// The mean loss over all windows.
  let loss: Double
  /// How far PyTorch's is from it, relative; nil without peers.
  let lossDifference: Double?
  /// Basin first.
  let tokensPerSecond: [Entry]

  var heading: String {
    let version = torch.map { "PyTorch \($0)" } ?? "no peers"
    let agreement = lossDifference.map { String(format: ", losses agree to %.0e", $0) } ?? ""
    return "\(title), batches of \(batchSize), \(threads) threads, \(version)\(agreement)"
  }

  var table: TextTable {
    TextTable(
      headings: ["by", "forward, tokens/s", "Basin is", "training, tokens/s", "Basin is"],
      rows: tokensPerSecond.map { entry in
        let first = tokensPerSecond[0]
        return [
          entry.name, String(format: "%.0f", entry.forward),
          String(format: "%.2f×", first.forward / entry.forward),
          String(format: "%.0f", entry.training),
          String(format: "%.2f×", first.training / entry.training),
        ]
      })
  }
}
