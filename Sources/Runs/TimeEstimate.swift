internal import RealModule

/// How long work will still take, from the rate at which it has been going lately.
///
/// The rate is work over time, both forgotten exponentially with a time constant of 15 s: it
/// follows a change of pace within half a minute and does not jump with single pieces. There is
/// no estimate before 2 s and three pieces of work were measured. Work that was done before the
/// measuring began (in a resumed run) does not show the rate and is not counted.
public struct TimeEstimate: Sendable {
  private static let timeConstant = 15.0
  private static let shortestMeasurement = 2.0
  private static let fewestPieces = 3

  private var latest: (done: Int, time: Double)?
  private var recentWork = 0.0
  private var recentTime = 0.0
  private var measuredTime = 0.0
  private var pieces = 0

  /// Creates an estimate that has seen nothing.
  public init() {}

  /// Notes that `done` of the work is done at a time in seconds on any steady clock.
  public mutating func observe(done: Int, at time: Double) {
    guard let last = latest else {
      latest = (done, time)
      return
    }
    let elapsed = time - last.time
    guard done > last.done, elapsed > 0 else { return }
    let kept = Double.exp(-elapsed / Self.timeConstant)
    recentWork = recentWork * kept + Double(done - last.done)
    recentTime = recentTime * kept + elapsed
    measuredTime += elapsed
    pieces += 1
    latest = (done, time)
  }

  /// Forgets where the work stood, not how fast it went: what is done until the next observation
  /// was found done already.
  public mutating func skip() { latest = nil }

  /// Work per second lately; nil before enough was measured.
  public var rate: Double? {
    guard measuredTime >= Self.shortestMeasurement, pieces >= Self.fewestPieces else { return nil }
    return recentWork / recentTime
  }

  /// The seconds left until `total` is done, as of a time; nil before enough was measured.
  public func remaining(of total: Int, at time: Double) -> Double? {
    guard let rate, let latest else { return nil }
    return max(0, Double(total - latest.done) / rate - (time - latest.time))
  }
}
