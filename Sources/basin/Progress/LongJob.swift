internal import Kernels
internal import Numerals
internal import Runs

/// Work that takes long enough to be watched and interrupted.
struct LongJob {
  /// What is being done, such as `sampling`.
  let task: String
  /// What the speed is given in, and how much of it one piece is: `images` and 1,000. Nil shows no
  /// speed.
  var throughput: ProgressReporter.Throughput?
  /// The opening line, which says how long the job will take; nil for none.
  var opening: JobOpening?
  /// The moment after which no new piece of work is started; nil for none.
  var deadline: ContinuousClock.Instant?
  /// What started the process, and its share of the work.
  var engine = Engine.none
  /// The lines that notes become, where those of their own do not say enough.
  var lines: @Sendable (any RunNote) -> String = { $0.line }
  /// Called before the process is ended at once, to remove what nobody else would.
  var onAbandon: @Sendable () -> Void = {}

  /// Does the work. Whatever happens, no half line is left on the terminal.
  func run<Result>(workers: Workers, _ body: (RunContext) throws -> Result) rethrows -> Result {
    let reporter = ProgressReporter(task: task, throughput: throughput)
    let isSilent = !engine.speaks
    let interruption = Interruption(
      onRequest: {
        guard !isSilent else { return }
        reporter.note(
          "Stopping cleanly; to stop immediately, press Ctrl-C again after a second.")
      }, onAbandon: onAbandon)
    defer { reporter.close() }
    let (opening, lines, task, share) = (self.opening, self.lines, self.task, engine.share)
    let context = RunContext(
      workers: workers, share: engine.share, deadline: deadline,
      onEvent: { event in
        if isSilent {
          if case .note(let note) = event, note.isOfEachProcess {
            reporter.note("\(task): \(share): \(lines(note))")
          }
          return
        }
        if let line = opening?.line(for: event) { reporter.note(line) }
        if case .note(let note) = event { reporter.note(lines(note)) } else { reporter.show(event) }
      }, shouldStop: interruption.shouldStop)
    return try withExtendedLifetime(interruption) { try body(context) }
  }
}
