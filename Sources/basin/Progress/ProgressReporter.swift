internal import Numerals
package import Runs
internal import Synchronization

/// Shows how far a long job has come: on a terminal as one line that is redrawn, elsewhere as a
/// plain line every few seconds.
///
/// Events may come from any thread, at any rate; it writes only as often as a reader can follow.
package final class ProgressReporter: Sendable {
  /// How progress is shown.
  package enum Style: Sendable {
    /// One line, redrawn in place; the width of the terminal where it is known.
    case redrawn(columns: Int?)
    /// Lines of their own.
    case plain

    /// The shortest time between two writes, in seconds.
    var interval: Double {
      switch self {
      case .redrawn: 0.1
      case .plain: 5
      }
    }
  }

  /// How speed is shown: as `perPiece` times the pieces per second, in `unit` per second.
  package struct Throughput: Sendable {
    /// How much of the unit one piece is.
    package var perPiece: Double
    /// The unit, such as `images`.
    package var unit: String

    /// Creates a way to show speed.
    package init(perPiece: Double, unit: String) {
      self.perPiece = perPiece
      self.unit = unit
    }
  }

  private struct State {
    var estimate: TimeEstimate
    var latestWrite: Double
    var isLineOpen = false
  }

  private let task: String
  private let throughput: Throughput?
  private let style: Style
  private let start: Double
  private let now: @Sendable () -> Double
  private let write: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// Begins to report on a job.
  ///
  /// - Parameters:
  ///   - task: what is being done, such as `sampling`.
  ///   - throughput: how speed is shown; nil shows none.
  ///   - now: seconds on a steady clock.
  ///   - write: takes text for the standard error.
  package init(
    task: String, throughput: Throughput? = nil, style: Style,
    now: @escaping @Sendable () -> Double,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.task = task
    self.throughput = throughput
    self.style = style
    self.now = now
    self.write = write
    start = now()
    // A redrawn line shows at once; a log gets its first line when there is something to say.
    let isRedrawn = if case .redrawn = style { true } else { false }
    state = Mutex(
      State(estimate: TimeEstimate(), latestWrite: isRedrawn ? -.infinity : start))
  }

  /// Shows an event of a run.
  package func show(_ event: RunEvent) {
    switch event {
    case .begun(let progress):
      let time = now()
      state.withLock { $0.estimate.observe(done: progress.done, at: time) }
      if progress.done > 0, let unit = progress.unit {
        note(
          "\(task): resuming after \(progress.done.grouped) of \(progress.total.grouped) "
            + unit.name)
      }
    case .progress(let progress): update(progress)
    case .stage(let name, let seconds):
      note("\(name): " + (seconds.map { "done in \($0.clockTime)" } ?? "already done"))
      if seconds == nil { state.withLock { $0.estimate.skip() } }
    case .note(let note): self.note(note.line)
    }
  }

  /// Notes how far the job is.
  private func update(_ progress: RunProgress) {
    let time = now()
    state.withLock { state in
      // Work of an earlier run does not count towards the speed.
      if progress.followsKnown { state.estimate.skip() }
      state.estimate.observe(done: progress.done, at: time)
      guard time - state.latestWrite >= style.interval else { return }
      state.latestWrite = time
      let line = ProgressLine(
        task: task, progress, elapsed: time - start,
        remaining: state.estimate.remaining(of: progress.total, at: time),
        speed: speed(state.estimate))
      show(line, &state)
    }
  }

  /// Writes a line of its own, above the redrawn one.
  package func note(_ text: String) {
    state.withLock { state in
      closeLine(&state)
      write(TerminalText.message(text) + "\n")
    }
  }

  /// Ends the report and clears the redrawn line.
  package func close() {
    state.withLock { closeLine(&$0) }
  }

  private func speed(_ estimate: TimeEstimate) -> String? {
    guard let throughput, let rate = estimate.rate else { return nil }
    return RunFact.speed(rate * throughput.perPiece, unit: throughput.unit).description
  }

  private func show(_ line: ProgressLine, _ state: inout State) {
    switch style {
    case .plain:
      write(TerminalText.message(line.plain) + "\n")
    case .redrawn(let columns):
      // Wrapping is off while the line is written, so that the terminal itself cuts what does
      // not fit, whatever its width has become since.
      let bar = TerminalText.visible(line.bar(columns: columns))
      write("\r\u{1B}[?7l\(bar)\u{1B}[K\u{1B}[?7h")
      state.isLineOpen = true
    }
  }

  private func closeLine(_ state: inout State) {
    guard state.isLineOpen else { return }
    write("\r\u{1B}[K")
    state.isLineOpen = false
  }
}
