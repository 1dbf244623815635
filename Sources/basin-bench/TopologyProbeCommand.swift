internal import Analysis
internal import ArgumentParser
internal import Foundation

/// `basin-bench topology-probe`: the process whose memory `topology` reports.
struct TopologyProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topology-probe",
    abstract: "Find one persistence diagram, and print the peak memory in bytes.",
    shouldDisplay: false)

  @Option(help: "noise or smooth.") var kind: String
  @Option(help: "Points per axis.") var edge: Int
  @Flag(help: "Make the field and nothing else.") var idle = false

  func run() throws {
    guard let kind = TopologyProblem.Kind(rawValue: kind) else {
      throw ValidationError("There is no field \(kind).")
    }
    let problem = try TopologyProblem(kind, edge: edge)
    let diagram = idle ? nil : PersistenceDiagram(sublevelSetsOf: problem.field)
    // The diagram has to be there when the peak is read.
    print(PeakMemory.bytes.map { "\($0)" } ?? "", diagram?.components.count ?? 0)
  }
}
