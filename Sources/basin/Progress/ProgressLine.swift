internal import Numerals

/// The state of a long job, to be shown as one line.
package struct ProgressLine: Equatable, Sendable {
  /// What is being done, such as `sampling`.
  package var task: String
  /// How much is done, in `unit`s.
  package var done: Int
  /// How much there is to do, at least 1.
  package var total: Int
  /// What is counted, such as `points`; nil where the count would tell people nothing.
  package var unit: String?
  /// Seconds since the job began.
  package var elapsed: Double
  /// Seconds left; nil while nobody can know.
  package var remaining: Double?
  /// Facts of the moment, such as `loss 0.412` and `5,400 images/s`.
  package var details: [String]

  /// Creates a state.
  package init(
    task: String, done: Int, total: Int, unit: String?, elapsed: Double, remaining: Double? = nil,
    details: [String] = []
  ) {
    precondition(total >= 1, "progress towards a total of \(total)")
    self.task = task
    self.done = done
    self.total = total
    self.unit = unit
    self.elapsed = elapsed
    self.remaining = remaining
    self.details = details
  }

  /// The line with a bar, for a terminal: the most important first, so that what a narrow window
  /// cuts off is what matters least.
  ///
  /// - Parameter columns: the width of the terminal where it is known. The bar is left out below
  ///   60 columns; then whole parts are left out from the end until the line fits.
  package func bar(columns: Int? = nil) -> String {
    var parts = ["\(task) \(percent)", time]
    if columns ?? .max >= 60 { parts[0] = "\(task) [\(meter)] \(percent)" }
    parts += count + details
    guard let columns else { return parts.joined(separator: ", ") }
    while parts.count > 1, parts.joined(separator: ", ").count >= columns { parts.removeLast() }
    // The last column stays free: some terminals wrap as soon as it is written.
    return String(parts.joined(separator: ", ").prefix(max(1, columns - 1)))
  }

  /// The line without a bar, for a log.
  package var plain: String {
    "\(task): " + (count + [percent] + details + [time]).joined(separator: ", ")
  }

  private var fraction: Double { min(1, max(0, Double(done) / Double(total))) }

  /// Rounded down: 100 % is said only when all is done.
  private var percent: String { "\(Int(fraction * 100))%" }

  private var meter: String {
    let width = 24
    let filled = Int(fraction * Double(width))
    return String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
  }

  private var count: [String] {
    unit.map { ["\(done.grouped) of \(total.grouped) \($0)"] } ?? []
  }

  private var time: String {
    let spent = elapsed.clockTime + " elapsed"
    return remaining.map { "\(spent), \($0.clockTime) left" } ?? spent
  }
}
