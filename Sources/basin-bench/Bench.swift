internal import ArgumentParser
internal import CStartup

/// The benchmarks: Basin and its peers over the same work, in one run on the same cores.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "basin-bench",
    abstract:
      "Measure the speed of Basin, beside PyTorch, gudhi and matplotlib where there are any.",
    subcommands: [
      SurfaceCommand.self, TrainingCommand.self, GPTCommand.self, TopologyCommand.self,
      TopologyProbeCommand.self, FigureCommand.self, MemoryCommand.self,
      MemoryProbeCommand.self, ScalingCommand.self,
    ])
}
