/// A local minimum of a loss surface: a class of dimension 0 of its sublevel sets.
public struct Minimum: Hashable, Sendable {
  /// The lowest point at which a minimum's basin meets that of a lower minimum.
  public struct Saddle: Hashable, Sendable {
    /// The coordinate along the first axis, in units of the grid.
    public let x: Double
    /// The coordinate along the second axis, in units of the grid.
    public let y: Double
    /// The loss there, as sampled.
    public let loss: Double

    /// Creates a saddle.
    public init(x: Double, y: Double, loss: Double) {
      (self.x, self.y, self.loss) = (x, y, loss)
    }
  }

  /// The coordinate along the first axis; of a plateau, that of its first point in grid order.
  public let x: Double
  /// The coordinate along the second axis, of the same point.
  public let y: Double
  /// The loss there, as sampled.
  public let loss: Double
  /// The height of the barrier around it, in the unit of the analysed scale; > 0.
  ///
  /// The lowest minimum of the surface has none above it: for it this is the largest finite value
  /// minus the smallest. In a region cut off by walls (points without a finite value) it is the
  /// largest value of the region minus its smallest.
  public let persistence: Double
  /// Whether the minimum, or any point of its plateau, lies on the outer edge of the grid, so that
  /// the loss may keep falling outside.
  public let isOnBorder: Bool
  /// Where its basin meets that of a lower minimum; nil for the lowest of the surface and for the
  /// lowest of a region cut off by walls.
  public let saddle: Saddle?
  /// The share of the finite points that lies in its basin, 0 … 1: the watershed simplified at the
  /// analysis' threshold (``MergeTree/basinSizes(atThreshold:)``). A minimum below the threshold
  /// has no basin of its own (0); its points belong to a minimum above the threshold.
  public let basinFraction: Double
  /// The persistence up to which this minimum can be an artefact of sampling, in the unit of the
  /// analysed scale: κ/8 above its loss, κ the largest second difference between it and its saddle
  /// (derived in `SamplingAllowance.swift`). Nil where it has no saddle or where no curvature can
  /// be formed.
  public let allowance: Double?
  /// Whether it is the lowest of a region that walls cut off from the lowest of the surface; the
  /// height of these walls is not known.
  public let isCutOff: Bool

  /// Creates a minimum.
  public init(
    x: Double, y: Double, loss: Double, persistence: Double, isOnBorder: Bool, saddle: Saddle?,
    basinFraction: Double, allowance: Double?, isCutOff: Bool = false
  ) {
    (self.x, self.y, self.loss, self.persistence) = (x, y, loss, persistence)
    (self.isOnBorder, self.saddle) = (isOnBorder, saddle)
    (self.basinFraction, self.allowance, self.isCutOff) = (basinFraction, allowance, isCutOff)
  }

  /// Whether the barrier is no higher than what grid spacing alone can produce, or this is unknown
  /// because no curvature could be formed. Always false for a minimum without a saddle: there is
  /// no lower minimum that it could be joined to.
  public var isWithinSampling: Bool {
    saddle != nil && (allowance.map { persistence <= $0 } ?? true)
  }

  /// What the grid says of a minimum at a threshold.
  public enum Resolution: String, Codable, Sendable {
    /// It reaches the threshold with a barrier higher than grid spacing alone can produce.
    case resolved
    /// It reaches the threshold, but may be an artefact of the grid spacing, or walls cut it off.
    case unresolved
    /// It does not reach the threshold.
    case belowThreshold = "below_threshold"
  }

  /// What the grid says of it at a threshold in the unit of the analysed scale.
  public func resolution(atThreshold threshold: Double) -> Resolution {
    if persistence < threshold { return .belowThreshold }
    return isWithinSampling || isCutOff ? .unresolved : .resolved
  }
}
