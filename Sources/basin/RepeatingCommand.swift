internal import Archives
internal import ArgumentParser

extension ParsableCommand {
  /// The command that repeats the run, as the report gives it: without the time budget and
  /// `--overwrite`, so that a resumed run and an uninterrupted one end in the same report.
  func repeatingCommand() -> String {
    var arguments = PathText.arguments.filter {
      $0 != "--overwrite" && !$0.hasPrefix("--time-budget=")
    }
    if let option = arguments.firstIndex(of: "--time-budget") {
      arguments.removeSubrange(option...min(option + 1, arguments.endIndex - 1))
    }
    return (["basin"] + arguments).map(shellQuoted).joined(separator: " ")
  }
}
