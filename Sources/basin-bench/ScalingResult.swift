internal import Foundation

/// What `basin-bench scaling` measured and simulated; also its JSON.
struct ScalingResult: Codable {
  /// Processes that shared a surface on this machine.
  struct Run: Codable {
    let processes: Int
    /// From the start of the first to the end of the last.
    let seconds: Double
    /// Of all of them together, in user and system mode.
    let processorSeconds: Double
  }

  /// The net and its examples.
  let net: String
  let samples: Int
  let points: Int
  let runs: [Run]
  let simulatedSamples: Int
  let model: ScalingModel

  private static let simulated = [10, 32, 100, 128, 200, 256, 289, 512, 1000]
  private static let seed: UInt64 = 18

  /// The result in a form.
  func rendered(_ format: ReportFormat) throws -> String {
    guard format != .json else { return try benchJSON(self) }
    func written(_ table: TextTable) -> String {
      format == .text ? table.text : table.markdown
    }
    let single = runs[0].processorSeconds
    let measured = TextTable(
      headings: ["processes", "s", "processor s", "of one"],
      rows: runs.map {
        [
          "\($0.processes)", String(format: "%.2f", $0.seconds),
          String(format: "%.2f", $0.processorSeconds),
          String(format: "%.3f", $0.processorSeconds / single),
        ]
      })
    let reached = TextTable(
      headings: ["processes", "s", "efficiency", "most with whole points"],
      rows: Self.simulated.map {
        [
          "\($0)", String(format: "%.0f", model.seconds(processes: $0, seed: Self.seed)),
          String(format: "%.1f %%", 100 * model.efficiency(processes: $0, seed: Self.seed)),
          String(format: "%.1f %%", 100 * model.ceiling(processes: $0)),
        ]
      })
    return """
      \(net): \(points) points of \(samples) examples, one thread a process

      \(written(measured))

      Start to the first point \(String(format: "%.2f", model.start)) s, spread of a point \
      \(String(format: "%.1f", 100 * model.spread)) %, joining \
      \(String(format: "%.2f", 1000 * model.joinOfPart)) ms a part

      Simulated: \(model.points) points of \(simulatedSamples) examples, \
      \(String(format: "%.1f", model.point)) s each

      \(written(reached))
      """
  }
}
