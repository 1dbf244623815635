internal import ArgumentParser
internal import Failures
internal import Foundation
internal import Kernels

/// How many threads work.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of threads; results do not depend on it. (default: all cores)",
      valueName: "number"))
  var threads: Int?

  /// The workers.
  ///
  /// - Throws: `Failure` (usage) unless the number is from 1 to 1,024.
  func workers() throws(Failure) -> Workers {
    if let threads { try check(threads, in: 1...1024, option: "threads") }
    return Workers(count: threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount))
  }
}
