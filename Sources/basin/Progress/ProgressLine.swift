internal import Numerals
package import Runs

/// The state of a long job, to be shown as one line.
package struct ProgressLine: Equatable, Sendable {
  /// What is being done, such as `sampling`.
  package var task: String
  /// How far it is.
  package var progress: RunProgress
  /// Seconds since the job began.
  package var elapsed: Double
  /// Seconds left; nil until there is an estimate.
  package var remaining: Double?
  /// The speed, such as `5,400 images/s`; nil where it is unknown.
  package var speed: String?

  /// Creates a state.
  package init(
    task: String, _ progress: RunProgress, elapsed: Double, remaining: Double? = nil,
    speed: String? = nil
  ) {
    precondition(progress.total >= 1, "progress towards a total of \(progress.total)")
    self.task = task
    self.progress = progress
    self.elapsed = elapsed
    self.remaining = remaining
    self.speed = speed
  }

  /// The line with a bar, for a terminal: the most important first, so that what a narrow window
  /// cuts off is what matters least.
  ///
  /// - Parameter columns: the width of the terminal where it is known. The bar is left out below
  ///   60 columns; then whole parts are left out from the end until the line fits.
  package func bar(columns: Int? = nil) -> String {
    var parts = ["\(title) \(percent)", time]
    if columns ?? .max >= 60 { parts[0] = "\(title) [\(meter)] \(percent)" }
    parts += count + details
    guard let columns else { return parts.joined(separator: ", ") }
    while parts.count > 1, parts.joined(separator: ", ").count >= columns { parts.removeLast() }
    // The last column stays free: some terminals wrap as soon as it is written.
    return String(parts.joined(separator: ", ").prefix(max(1, columns - 1)))
  }

  /// The line without a bar, for a log.
  package var plain: String {
    "\(title): " + (count + [percent] + details + [time]).joined(separator: ", ")
  }

  private var title: String { progress.stage ?? task }

  private var fraction: Double {
    min(1, max(0, Double(progress.done) / Double(progress.total)))
  }

  /// Rounded down: 100 % is said only when all is done.
  private var percent: String { "\(Int(fraction * 100))%" }

  private var meter: String {
    let width = 24
    let filled = Int(fraction * Double(width))
    return String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
  }

  private var count: [String] {
    guard let unit = progress.unit else { return [] }
    let (done, total) = (progress.done / unit.pieces, progress.total / unit.pieces)
    let about = progress.isForecast ? "about " : ""
    return ["\(done.grouped) of \(about)\(total.grouped) \(unit.name)"]
  }

  private var details: [String] {
    progress.facts.map(\.description) + (speed.map { [$0] } ?? [])
  }

  private var time: String {
    let spent = elapsed.clockTime + " elapsed"
    return remaining.map { "\(spent), \($0.clockTime) left" } ?? spent
  }
}
