internal import ArgumentParser
internal import Foundation
internal import Kernels
internal import Landscapes
internal import Synchronization

/// `basin-bench memory`
struct MemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "The peak memory, in bytes, of a process that samples 40,401 points.",
    discussion: """
      All memory is taken before the first point, so the sampling ends after a few seconds.
      """)

  @Option(help: "The workload, as of `surface`.") var workload: String
  @Option(help: "Examples per point.") var samples = 10_000
  @Option(help: "Threads.") var threads = 2
  @Option(help: "Seconds to sample for.") var seconds = 1.5

  func run() throws {
    let problem = try Problem(try Workload.surface(named: workload), samples: samples)
    let isTimed = Atomic<Bool>(false)
    let seconds = self.seconds
    var surface = LossSurface(grid: problem.grid, split: .train, manifest: nil)
    let sampler = try problem.sampler(over: problem.grid)
    try sampler.run(
      &surface, workers: Workers(count: threads),
      shouldStop: {
        if !isTimed.exchange(true, ordering: .relaxed) {
          // A point may take minutes, so its end is not waited for.
          DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { MemoryCommand.finish() }
        }
        return false
      })
    MemoryCommand.finish()
  }

  private static func finish() -> Never {
    let text = PeakMemory.bytes.map { "\($0)\n" } ?? "\n"
    try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    _exit(0)
  }
}
