internal import Foundation

extension ProgressReporter {
  /// Begins to report on a job to the standard error, in the style that suits what is there.
  convenience init(task: String, throughput: Throughput?) {
    let clock = ContinuousClock()
    let start = clock.now
    self.init(
      task: task, throughput: throughput,
      style: Style(
        isTerminal: isatty(STDERR_FILENO) == 1, environment: ProcessInfo.processInfo.environment),
      now: { (clock.now - start) / .seconds(1) },
      write: StandardStreams.writeControls)
  }
}

extension ProgressReporter.Style {
  /// The style for a terminal or something else: a terminal that says it is `dumb` cannot
  /// redraw; `COLUMNS` is its width where a user has exported it.
  package init(isTerminal: Bool, environment: [String: String]) {
    guard isTerminal, environment["TERM"] != "dumb" else {
      self = .plain
      return
    }
    self = .redrawn(columns: environment["COLUMNS"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil })
  }
}
