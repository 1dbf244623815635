/// How long a job of equal pieces will take, told once, as soon as enough pieces were measured.
///
/// The first round of pieces, one per worker, is left out: it warms up caches and clocks. Workers
/// begin together and so end nearly together; the rate is taken only where a round ends, since in the
/// middle of one the pieces under way have taken time and are not counted yet.
package struct OpeningEstimate: Sendable {
  /// Seconds after which one round is enough.
  private static let measurement = 2.0
  /// A short job is measured for no more than this share of its pieces, but for some rounds.
  private static let fewestRounds = 2
  private static let largestShare = 0.1

  private let workers: Int
  private let before: Int
  private let start: Double
  private var warm: (done: Int, time: Double)?
  private var isTold = false

  /// What was measured.
  package struct Result: Equatable, Sendable {
    /// The pieces that were measured.
    package let pieces: Int
    /// Pieces per second.
    package let rate: Double
    /// Seconds from now to the end.
    package let remaining: Double
    /// Seconds from the beginning of the job to its end.
    package let total: Double
  }

  /// Begins to measure.
  ///
  /// - Parameters:
  ///   - before: the pieces that were done before the job began.
  ///   - workers: the pieces that are under way at once.
  ///   - start: the time in seconds at which the job began, on any steady clock.
  package init(before: Int, workers: Int, at start: Double) {
    precondition(workers >= 1, "\(workers) workers")
    self.before = before
    self.workers = workers
    self.start = start
  }

  /// Notes that `done` of `total` pieces are done at a time; returns the estimate when it is known,
  /// once.
  package mutating func observe(done: Int, of total: Int, at time: Double) -> Result? {
    guard !isTold, (done - before) % workers == 0, done > before, done < total else { return nil }
    guard let warm else {
      self.warm = (done, time)
      return nil
    }
    let pieces = done - warm.done
    let elapsed = time - warm.time
    let isEnough =
      elapsed >= Self.measurement
      || pieces >= Self.fewestRounds * workers
        && Double(pieces) >= Self.largestShare * Double(total - before)
    guard isEnough, elapsed > 0 else { return nil }
    isTold = true
    let rate = Double(pieces) / elapsed
    let remaining = Double(total - done) / rate
    return Result(pieces: pieces, rate: rate, remaining: remaining, total: time - start + remaining)
  }
}
