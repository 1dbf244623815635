/// Seconds since a stage began.
public struct StageClock: Sendable {
  private let start = ContinuousClock.now

  /// Begins now.
  public init() {}

  /// The seconds since then.
  public var seconds: Double { start.duration(to: .now) / .seconds(1) }
}
