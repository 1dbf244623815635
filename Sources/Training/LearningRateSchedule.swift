internal import RealModule

/// The learning rate of every step of a run.
public struct LearningRateSchedule: Hashable, Sendable {
  /// The course of the rate.
  public enum Shape: String, CaseIterable, Codable, Sendable {
    /// Up to the peak and down to almost nothing, see ``OneCycleSchedule``; it has a rise of its
    /// own and takes no warm-up.
    case oneCycle = "one-cycle"
    /// Half a cosine from the peak towards 0 (Loshchilov & Hutter 2017, "SGDR", without
    /// restarts), after the warm-up.
    case cosine
    /// The peak throughout, after the warm-up.
    case constant
    /// The peak after the warm-up, multiplied by a factor after given epochs, see ``RateDrops``.
    case step

    /// The warm-up that is taken where none is given.
    public var defaultWarmup: Warmup { self == .cosine ? .percentage(5) : .steps(0) }
  }

  /// The course of the rate.
  public let shape: Shape
  /// The highest rate.
  public let peak: Double
  /// The number of steps of the whole run.
  public let steps: Int
  /// The steps over which the rate rises in a straight line, to reach the peak with the last.
  public let warmupSteps: Int
  /// The steps that are done before each drop of the step schedule, rising.
  public let dropSteps: [Int]
  /// What the rate is multiplied by at each drop.
  public let dropFactor: Double

  /// Creates the schedule of a run of at least one step.
  ///
  /// - Parameters:
  ///   - shape: the course of the rate.
  ///   - peak: the highest rate.
  ///   - steps: the number of steps of the whole run, at least 1.
  ///   - warmupSteps: fewer than `steps`, and 0 for one cycle.
  ///   - dropSteps: the steps that are done before each drop of the step schedule, rising.
  ///   - dropFactor: what the rate is multiplied by at each drop.
  public init(
    _ shape: Shape, peak: Double, steps: Int, warmupSteps: Int = 0,
    dropSteps: [Int] = [], dropFactor: Double = RateDrops.usualFactor
  ) {
    precondition(steps >= 1 && (0..<steps).contains(warmupSteps), "\(warmupSteps) of \(steps)")
    precondition(shape != .oneCycle || warmupSteps == 0, "one cycle with a warm-up")
    self.shape = shape
    self.peak = peak
    self.steps = steps
    self.warmupSteps = warmupSteps
    self.dropSteps = dropSteps
    self.dropFactor = dropFactor
  }

  /// The rate of a step in 0 ..< steps. Never 0.
  public func rate(at step: Int) -> Double {
    if step < warmupSteps { return peak * Double(step + 1) / Double(warmupSteps) }
    switch shape {
    case .oneCycle: return OneCycleSchedule(peak: peak, steps: steps).rate(at: step)
    case .cosine:
      let share = Double(step - warmupSteps) / Double(steps - warmupSteps)
      return peak / 2 * (1 + Double.cos(.pi * share))
    case .constant: return peak
    case .step:
      return peak * Double.pow(dropFactor, dropSteps.count { $0 <= step })
    }
  }
}
