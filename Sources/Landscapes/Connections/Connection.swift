public import Provenance

/// The loss on paths between two nets: what a file of `basin connect` holds.
public struct Connection: Hashable, Sendable {
  /// A path from one net to the other.
  public enum Path: String, CaseIterable, Sendable {
    /// The straight line between the weights, with the running statistics in between as well.
    case line
    /// The straight line with the statistics of the evaluated examples at each point.
    case recalibratedLine = "line_recalibrated"
    /// The trained curve, with the statistics of the evaluated examples where the net normalises batches.
    case curve

    /// What tables and legends call it.
    public func title(normalizesBatches: Bool) -> String {
      switch self {
      case .line: normalizesBatches ? "straight line, running statistics" : "straight line"
      case .recalibratedLine: "straight line, recalibrated"
      case .curve: normalizesBatches ? "trained curve, recalibrated" : "trained curve"
      }
    }
  }

  /// The numbers along a path.
  public struct Course: Hashable, Sendable {
    /// Which path it is.
    public var path: Path
    /// The numbers at each place.
    public var values: [PointValue]
    /// The barrier.
    public var barrier: LossBarrier

    /// Puts the numbers together.
    public init(_ path: Path, values: [PointValue], barrier: LossBarrier) {
      (self.path, self.values, self.barrier) = (path, values, barrier)
    }

    /// Finds the barrier of a path, and its standard error: 0 where the highest place is an end, where the
    /// difference is 0 for every example.
    ///
    /// - Parameters:
    ///   - path: which path it is.
    ///   - values: the numbers at each place.
    ///   - ts: the places, ascending from 0 to 1.
    ///   - losses: the loss of each example at a place, in their order.
    public init(
      _ path: Path, values: [PointValue], at ts: [Double], losses: (_ t: Double) -> [Double]
    ) {
      let highest = LossBarrier.highest(of: values.map(\.loss), at: ts)
      let t = ts[highest.index]
      let error =
        !highest.height.isFinite
        ? Double.nan
        : highest.height > 0
          ? LossBarrier.standardError(at: t, losses(t), start: losses(0), end: losses(1)) : 0
      self.init(
        path, values: values,
        barrier: LossBarrier(height: highest.height, error: error, place: t))
    }

    /// The highest loss; not a number where one is.
    public var highestLoss: Double {
      values.map(\.loss).reduce(-.infinity) { $1.isNaN || $0.isNaN ? .nan : max($0, $1) }
    }

    /// The lowest accuracy in per cent; nil where nothing counts as a hit.
    public var lowestAccuracy: Double? { values.map(\.accuracy).filter { !$0.isNaN }.min() }
  }

  /// The places: ascending from 0, the first net, to 1, the second.
  public var ts: [Double]
  /// The paths, in the order of ``Path``: at least one.
  public var courses: [Course]
  /// How they were made; nil where the file does not say.
  public var manifest: Manifest?

  /// Puts paths together.
  public init(ts: [Double], courses: [Course], manifest: Manifest?) {
    precondition(!courses.isEmpty && courses.allSatisfy { $0.values.count == ts.count })
    (self.ts, self.courses, self.manifest) = (ts, courses, manifest)
  }

  /// A path's numbers; nil where it was not evaluated.
  public subscript(path: Path) -> Course? { courses.first { $0.path == path } }

  /// Whether the net normalises batches, so that the line has two courses.
  public var normalizesBatches: Bool { self[.recalibratedLine] != nil }

  /// Places that are spread evenly.
  ///
  /// - Parameter count: at least 2.
  public static func places(_ count: Int) -> [Double] {
    (0..<count).map { Double($0) / Double(count - 1) }
  }

  /// Nothing equals a number that is not one; here the same bits are the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.ts == right.ts && left.manifest == right.manifest
      && left.courses.map(\.path) == right.courses.map(\.path) && left.bits == right.bits
  }

  /// Hashes what equality compares, but for the manifest.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ts)
    hasher.combine(bits)
  }

  private var bits: [UInt64] {
    courses.flatMap { course in
      (course.values.flatMap { [$0.loss, $0.error, $0.accuracy] }
        + [course.barrier.height, course.barrier.error, course.barrier.place]).map(\.bitPattern)
    }
  }
}
