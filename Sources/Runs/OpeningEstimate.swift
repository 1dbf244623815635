/// How long a job of equal pieces will take, reported once, as soon as enough pieces are measured.
///
/// The first round of pieces, one per worker, is left out: it warms up caches and clocks. Workers
/// begin together and so end nearly together; the rate is taken only where a round ends, since in the
/// middle of one the pieces under way have taken time and are not counted yet.
public struct OpeningEstimate: Sendable {
  /// The number of rounds measured even for the shortest job.
  private static let fewestRounds = 2

  private let measurement: Double
  private let largestShare: Double
  private let workers: Int
  private let before: Int
  private let start: Double
  private var warm: (done: Int, time: Double)?
  private var latest = 0
  private var isTold = false

  /// What was measured.
  public struct Result: Equatable, Sendable {
    /// The pieces that were measured.
    public let pieces: Int
    /// Pieces per second.
    public let rate: Double
    /// Seconds from now to the end.
    public let remaining: Double
    /// Seconds from the beginning of the job to its end.
    public let total: Double
  }

  /// Begins to measure.
  ///
  /// - Parameters:
  ///   - before: the pieces that were done before the job began.
  ///   - workers: the number of pieces under way at the same time.
  ///   - start: the time in seconds at which the job began, on any steady clock.
  ///   - measurement: the seconds after which one round is enough.
  ///   - share: a short job is measured for no more than this share of its pieces, but for two rounds.
  public init(
    before: Int, workers: Int, at start: Double, measurement: Double = 2, share: Double = 0.1
  ) {
    precondition(workers >= 1, "\(workers) workers")
    self.measurement = measurement
    largestShare = share
    self.before = before
    self.workers = workers
    self.start = start
  }

  /// Notes that `done` of `total` pieces are done at a time; returns the estimate when it is known,
  /// once.
  public mutating func observe(done: Int, of total: Int, at time: Double) -> Result? {
    // What several processes have done is known only from time to time; in between nothing is new.
    guard !isTold, done > latest else { return nil }
    latest = done
    guard (done - before) % workers == 0, done > before, done < total else { return nil }
    guard let warm else {
      self.warm = (done, time)
      return nil
    }
    let pieces = done - warm.done
    let elapsed = time - warm.time
    let isEnough =
      elapsed >= measurement
      || pieces >= Self.fewestRounds * workers
        && Double(pieces) >= largestShare * Double(total - before)
    guard isEnough, elapsed > 0 else { return nil }
    isTold = true
    let rate = Double(pieces) / elapsed
    let remaining = Double(total - done) / rate
    return Result(pieces: pieces, rate: rate, remaining: remaining, total: time - start + remaining)
  }
}
