internal import Numerals

/// Work that takes long enough to be watched and interrupted.
struct LongJob {
  /// What is being done, such as `sampling`.
  let task: String
  /// What is counted, such as `points`; nil where the count would tell people nothing.
  let unit: String?
  /// How many an earlier run has done; nil where the first report of progress will show it.
  let done: Int?
  /// What the speed is given in, and how much of it one unit is: `images/s` and 1,000. Nil shows
  /// no speed.
  var throughput: ProgressReporter.Throughput?

  /// Does the work with a reporter to tell of progress and a question to ask between two pieces:
  /// whether to stop. Whatever happens, no half line is left on the terminal.
  func run<Result>(
    _ body: (ProgressReporter, _ shouldStop: @escaping @Sendable () -> Bool) throws -> Result
  ) rethrows -> Result {
    let reporter = ProgressReporter(
      task: task, unit: unit, done: done, throughput: throughput)
    let interruption = Interruption {
      reporter.note("Stopping in good order; press Ctrl-C again to stop at once.")
    }
    if let done, done > 0, let unit {
      reporter.note("\(task): continuing after \(done.grouped) \(unit)")
    }
    defer { reporter.close() }
    return try withExtendedLifetime(interruption) { try body(reporter, interruption.shouldStop) }
  }
}
