internal import ArgumentParser
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Runs
internal import Synchronization

/// `basin-bench memory-probe`: the process whose memory `memory` and `surface` report.
struct MemoryProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory-probe",
    abstract: "Sample a surface into a file, and print the peak memory in bytes.",
    shouldDisplay: false)

  @Option(help: "The workload, as of `surface`.") var workload: String
  @Option(help: "Examples per point.") var samples: Int
  @Option(help: "Points per axis.") var edge: Int
  @Option(help: "Threads.") var threads: Int
  @Option(help: "Seconds after which to stop; to the end without.") var seconds: Double?

  func run() throws {
    let problem = try Problem(try Workload.surface(named: workload), samples: samples)
    let axis = Grid.axis(from: -1, to: 1, count: edge)
    let folder = try TemporaryFolder()
    let run = SamplingRun(
      try problem.sampler(over: try Problem.grid(axis, axis)),
      output: folder.url.appending(path: "surface.h5").path)
    let isTimed = Atomic<Bool>(false)
    let seconds = self.seconds
    let url = folder.url
    _ = try run.run(
      in: RunContext(
        workers: Workers(count: threads),
        shouldStop: {
          if let seconds, !isTimed.exchange(true, ordering: .relaxed) {
            // A point may take minutes, so its end is not waited for: all memory is taken by then.
            DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
              MemoryProbeCommand.answer()
              try? FileManager.default.removeItem(at: url)
              _exit(0)
            }
          }
          return false
        }))
    MemoryProbeCommand.answer()
  }

  private static func answer() {
    let text = PeakMemory.bytes.map { "\($0)\n" } ?? "\n"
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
