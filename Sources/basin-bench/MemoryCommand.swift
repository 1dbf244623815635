internal import ArgumentParser
internal import Foundation

/// `basin-bench memory`
struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "The peak memory of processes that sample surfaces into files.",
    discussion: """
      Residual networks on many examples, which are stopped once all memory is taken, and a tiny \
      net on grids of few and of very many points, which are sampled to the end.
      """)

  @Option(help: "Examples per point of the residual networks.") var samples = 10_000
  @Option(help: "Threads.") var threads = 2
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  func validate() throws {
    guard samples >= 1, threads >= 1 else {
      throw ValidationError("At least 1 example and 1 thread are needed.")
    }
  }

  func run() throws {
    let probes: [(name: String, samples: Int, edge: Int, seconds: Double?)] = [
      ("resnet20-32", samples, 201, 1.5), ("resnet56-32", samples, 201, 1.5),
      ("mlp-small", 16, 51, nil), ("mlp-small", 16, 501, nil),
    ]
    let result = MemoryResult(
      threads: threads,
      entries: try probes.map { name, samples, edge, seconds in
        let workload = try Workload.surface(named: name)
        return MemoryResult.Entry(
          title: workload.title, examples: samples, edge: edge,
          bytes: try PeakMemory.ofSampling(
            workload, samples: samples, edge: edge, threads: threads, seconds: seconds))
      })
    print(try result.rendered(format))
  }
}
