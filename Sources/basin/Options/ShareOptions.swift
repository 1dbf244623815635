internal import ArgumentParser
internal import Failures
internal import Foundation
internal import Runs

/// Which share of the work is this process's.
struct ShareOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      This process's share of the work, counted from 0, such as 2/4; none ignores the environment. \
      (default: what Slurm, Open MPI, another launcher with PMI, a job array or a Kubernetes Job \
      states)
      """, valueName: "I/N"))
  var part: String?

  /// What started the process, and its share.
  ///
  /// - Throws: `Failure` (usage) where the option or a variable of the environment makes no sense.
  func engine() throws(Failure) -> Engine {
    guard let part else {
      return try Engine(environment: ProcessInfo.processInfo.environment)
    }
    guard part != "none" else { return .none }
    let numbers = part.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1],
      (1...Share.most).contains(count), (0..<count).contains(index)
    else {
      throw Failure(
        .usage, "is not a share: the parts of 4 are 0/4, 1/4, 2/4 and 3/4",
        at: .setting("part", value: part), remedy: "Give I/N with I from 0 to N - 1, or none.")
    }
    return Engine(share: Share(index, of: count), name: "--part", hasOwnLog: true)
  }
}

extension Engine {
  /// Whether this process writes messages: where all of them go to one place, the first does for all.
  var speaks: Bool { hasOwnLog || share.index == 0 }

  /// Says which share was recognised, and by what.
  func announce() {
    guard speaks, !share.isWhole, let name else { return }
    StandardStreams.writeMessage("basin: \(share) (\(name))\n")
  }

  /// Says that another process will print the answer.
  func leaveAnswer() {
    guard speaks else { return }
    StandardStreams.writeMessage(
      "basin: \(share) ends; the last process to finish prints the answer\n")
  }

  /// Refuses to replace files while several processes work: one would remove what another has just written.
  ///
  /// - Throws: `Failure` (usage).
  func refuseOverwriting(_ overwrite: Bool) throws(Failure) {
    guard overwrite, !share.isWhole else { return }
    throw Failure(
      .usage,
      "\(share): one process would replace what another has just written",
      at: .setting("overwrite"),
      remedy: "Remove the files before the processes start, and leave it out.")
  }
}
