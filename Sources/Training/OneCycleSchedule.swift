internal import RealModule

/// A learning rate that rises to a peak and falls to almost nothing (Smith & Topin 2019,
/// "Super-convergence"), with cosine ramps.
///
/// It starts at peak/25, reaches the peak after 30 % of the steps, and ends at peak/250,000.
public struct OneCycleSchedule: Hashable, Sendable {
  /// The highest rate.
  public let peak: Double
  /// The number of steps of the whole run.
  public let steps: Int

  private static let riseShare = 0.3
  private static let startDivisor = 25.0
  private static let endDivisor = 25.0e4

  /// Creates the schedule of a run of at least one step.
  public init(peak: Double, steps: Int) {
    precondition(steps >= 1, "\(steps) steps")
    self.peak = peak
    self.steps = steps
  }

  /// The rate of a step in 0 ..< steps.
  public func rate(at step: Int) -> Double {
    let top = OneCycleSchedule.riseShare * Double(steps) - 1
    let last = Double(steps - 1)
    let now = Double(step)
    if now <= top {
      return ramp(
        from: peak / OneCycleSchedule.startDivisor, to: peak, share: top > 0 ? now / top : 1)
    }
    return ramp(
      from: peak, to: peak / OneCycleSchedule.endDivisor, share: (now - top) / (last - top))
  }

  private func ramp(from start: Double, to end: Double, share: Double) -> Double {
    end + (start - end) / 2 * (1 + Double.cos(.pi * share))
  }
}
