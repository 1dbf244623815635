internal import ArgumentParser

extension ParsableCommand {
  /// The command that repeats the run, as the report gives it: without what only says how far this
  /// time, so that a run in parts ends in the same report as one in one go.
  func repeatingCommand() -> String {
    var arguments = CommandLine.arguments.dropFirst().filter {
      $0 != "--overwrite" && !$0.hasPrefix("--time-budget=")
    }
    if let option = arguments.firstIndex(of: "--time-budget") {
      arguments.removeSubrange(option...min(option + 1, arguments.endIndex - 1))
    }
    return (["basin"] + arguments).map(shellQuoted).joined(separator: " ")
  }
}
