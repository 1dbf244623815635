internal import Numerals
internal import Synchronization

/// Shows how far a long job has come: on a terminal as one line that is redrawn, elsewhere as a
/// plain line every few seconds.
///
/// It may be told of progress from any thread, as often as the work likes; it writes only as
/// often as a reader can follow.
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

  /// How speed is shown: as `perPiece` times the pieces per second, in `unit`.
  package struct Throughput: Sendable {
    /// How much of the unit one piece is.
    package var perPiece: Double
    /// The unit, such as `images/s`.
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
  private let unit: String?
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
  ///   - unit: what is counted, such as `points`; nil shows no count.
  ///   - done: how much an earlier run has done, which tells nothing of today's rate; nil where
  ///     the first update will show it.
  ///   - throughput: how speed is shown; nil shows none.
  ///   - now: seconds on a steady clock.
  ///   - write: takes text for the standard error.
  package init(
    task: String, unit: String?, done: Int? = 0, throughput: Throughput? = nil,
    style: Style, now: @escaping @Sendable () -> Double,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.task = task
    self.unit = unit
    self.throughput = throughput
    self.style = style
    self.now = now
    self.write = write
    start = now()
    // A redrawn line shows at once; a log gets its first line when there is something to say.
    let isRedrawn = if case .redrawn = style { true } else { false }
    var estimate = TimeEstimate()
    if let done { estimate.observe(done: done, at: start) }
    state = Mutex(State(estimate: estimate, latestWrite: isRedrawn ? -.infinity : start))
  }

  /// Notes how far the job is.
  ///
  /// - Parameters:
  ///   - total: how much there is to do, at least 1.
  ///   - stage: what is being done now; nil for the whole job's name.
  ///   - details: facts of the moment, such as `loss 0.412`; called only when a line is written.
  package func update(
    done: Int, of total: Int, stage: String? = nil, details: @autoclosure () -> [String] = []
  ) {
    let time = now()
    state.withLock { state in
      state.estimate.observe(done: done, at: time)
      guard time - state.latestWrite >= style.interval else { return }
      state.latestWrite = time
      let line = ProgressLine(
        task: stage ?? task, done: done, total: total, unit: unit, elapsed: time - start,
        remaining: state.estimate.remaining(of: total, at: time),
        details: details() + speed(state.estimate))
      show(line, &state)
    }
  }

  /// Notes that some of the work was found done already: it will not be taken for speed.
  package func skip() {
    state.withLock { $0.estimate.skip() }
  }

  /// Writes a line of its own, above the redrawn one.
  package func note(_ text: String) {
    state.withLock { state in
      closeLine(&state)
      write(text + "\n")
    }
  }

  /// Ends the report: the redrawn line goes, and a last line says what came of the job.
  package func finish(_ summary: String) {
    note("\(task): \(summary), \((now() - start).clockTime) elapsed")
  }

  /// Ends the report without a word.
  package func close() {
    state.withLock { closeLine(&$0) }
  }

  private func speed(_ estimate: TimeEstimate) -> [String] {
    guard let throughput, let rate = estimate.rate else { return [] }
    let speed = rate * throughput.perPiece
    guard speed < 1e15 else { return [] }
    return ["\(Int(speed.rounded()).grouped) \(throughput.unit)"]
  }

  private func show(_ line: ProgressLine, _ state: inout State) {
    switch style {
    case .plain:
      write(line.plain + "\n")
    case .redrawn(let columns):
      // Wrapping is off while the line is written, so that the terminal itself cuts what does
      // not fit, whatever its width has become since.
      write("\r\u{1B}[?7l\(line.bar(columns: columns))\u{1B}[K\u{1B}[?7h")
      state.isLineOpen = true
    }
  }

  private func closeLine(_ state: inout State) {
    guard state.isLineOpen else { return }
    write("\r\u{1B}[K")
    state.isLineOpen = false
  }
}
