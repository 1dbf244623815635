internal import ArgumentParser
internal import Failures
internal import Foundation
internal import Kernels
internal import Runs

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Number of threads; results do not depend on it. (default: all cores, or those that Slurm, \
      mpirun or a control group leaves to this process)
      """,
      valueName: "number"))
  var threads: Int?

  /// The workers: fewer than asked for where the limit on the process's addresses leaves room for fewer.
  ///
  /// - Throws: `Failure`: (usage) unless the number is from 1 to 1,024, (data) where there is no room for
  ///   one.
  func workers() throws(Failure) -> Workers {
    if let threads { try check(threads, in: 1...1024, option: "threads") }
    let count: Int
    if let threads {
      count = threads
    } else {
      count = try Engine.cores(environment: ProcessInfo.processInfo.environment)
    }
    guard let workers = Workers.fitting(count) else {
      throw Failure(
        .data,
        "a thread needs \(Workers.addressesPerThread >> 20) MiB of address space, and the process may "
          + "not take as much",
        remedy: "Raise the limit, such as with ulimit -v unlimited.")
    }
    if workers.count < count {
      StandardStreams.writeMessage(
        "basin: the limit on address space (ulimit -v) leaves room for "
          + "\(workers.count) of \(count) threads\n")
    }
    return workers
  }
}
