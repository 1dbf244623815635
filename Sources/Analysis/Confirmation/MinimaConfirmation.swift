/// The confirmation of the minima of one surface: finer points around each of them, and a descent
/// in the plane.
///
/// Let T be the threshold, p the refined barrier of a minimum, a its allowance at the finest
/// spacing (see `SamplingAllowance.swift`), ν the noise floor, all in the unit of the
/// analysed scale. The *barrier* is the
/// height of the lowest way, over the finer points, from the refined minimum to a lower one.
///
/// | verdict | when |
/// |---|---|
/// | confirmed | it keeps a minimum of its own inside the window with p ≥ T and p > a + ν |
/// | artefact | it does not: it runs into a lower minimum, or leaves the window, on a way on which no barrier shows |
/// | unresolved | p ≥ T, but p ≤ a + ν; or it lies on the border; or points without a value cut it off from all that is lower; or the points allowed did not suffice |
/// | below threshold | its barrier, as sampled at first or as refined, is below T |
public struct MinimaConfirmation: Hashable, Codable, Sendable {
  /// The verdict on a minimum.
  public enum Verdict: String, Codable, Sendable {
    /// It is a minimum of the function, with a barrier that reaches the threshold.
    case confirmed
    /// It is an artefact of the grid.
    case artefact
    /// The finest spacing could not decide.
    case unresolved
    /// Its barrier does not reach the threshold.
    case belowThreshold = "below_threshold"
  }

  /// Why.
  public enum Reason: String, Codable, Sendable {
    /// The refined barrier reaches the threshold and exceeds allowance and noise.
    case barrierStands = "barrier stands"
    /// A way without a barrier leads to a lower minimum.
    case runsIntoLower = "runs into a lower minimum"
    /// A way without a barrier leads to the edge of the window.
    case leavesWindow = "leaves the window"
    /// The refined barrier reaches the threshold, but not allowance and noise.
    case withinAllowance = "barrier within allowance and noise"
    /// More points would have been needed than were allowed.
    case notCovered = "too large to be looked at"
    /// Points without a finite value block every way to anything lower; what they hide is not
    /// known.
    case cutOff = "cut off by points without a value"
    /// It lies on the border of the grid; what is outside is not known.
    case onBorder = "on the border"
    /// The refined barrier is below the threshold.
    case refinedBarrier = "refined barrier below the threshold"
    /// The barrier as sampled at first is below the threshold: it was not examined again.
    case belowThreshold = "below the threshold"
  }

  /// How the refined minimum was found.
  public enum Method: String, Codable, Sendable {
    /// By Newton's method.
    case newton
    /// By pattern search, since Newton's method did not go down.
    case patternSearch = "pattern search"
  }

  /// Where a descent from a minimum has ended, and what the function is like there.
  public struct Refined: Hashable, Codable, Sendable {
    /// The coordinate along the first axis.
    public let x: Double
    /// The coordinate along the second axis.
    public let y: Double
    /// The exact loss.
    public let loss: Double
    /// The length of the exact gradient in the plane, in loss per unit of the coordinates; on a
    /// kink that of one side, which need not be small.
    public let gradientNorm: Double
    /// The eigenvalues of the exact Hessian in the plane, the smaller one first, in loss per
    /// squared unit of the coordinates; what kinks add is not in it. On a line the one second
    /// derivative along it.
    public let hessianEigenvalues: [Double]
    /// How it was found.
    public let method: Method
  }

  /// The finding on one minimum.
  public struct Finding: Hashable, Codable, Sendable {
    /// The verdict.
    public let verdict: Verdict
    /// Why.
    public let reason: Reason
    /// Where the descent ended; nil for minima that were not examined again.
    public let refined: Refined?
    /// The refined barrier; nil where there is none to measure. For the lowest minimum
    /// it is the highest value of the surface minus its own, for one that is cut off the highest of
    /// its region minus its own. Where it decides nothing, a lower pass may be hidden between points
    /// of the surface's own grid: it is an upper bound there.
    public let barrier: Double?
    /// The allowance at the finest spacing; nil where nothing lower can be reached.
    public let allowance: Double?
    /// The minimum that it runs into, as its place in ``MinimaAnalysis/minima``; nil for others.
    public let runsInto: Int?

    init(
      _ verdict: Verdict, _ reason: Reason, refined: Refined? = nil, barrier: Double? = nil,
      allowance: Double? = nil, runsInto: Int? = nil
    ) {
      (self.verdict, self.reason, self.refined) = (verdict, reason, refined)
      (self.barrier, self.allowance, self.runsInto) = (barrier, allowance, runsInto)
    }
  }

  /// One finding for each of ``MinimaAnalysis/minima``, in their order.
  public let findings: [Finding]
  /// The threshold.
  public let threshold: Double
  /// How far two values can be off against each other by rounding: twice the largest
  /// difference to the exact loss at a sample of points, among them minima and saddles.
  public let noiseFloor: Double
  /// The finest spacing along each axis, x first (the smallest, where it is not even); along the line
  /// only where the grid is one.
  public let finestSpacing: [Double]
  /// The number of finer points that were sampled.
  public let sampledPoints: Int

  /// The number of minima that are confirmed.
  public var confirmedCount: Int { count(of: .confirmed) }

  /// The number of minima with a verdict.
  public func count(of verdict: Verdict) -> Int {
    findings.count { $0.verdict == verdict }
  }
}
