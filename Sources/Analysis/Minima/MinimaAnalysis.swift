public import Grids

/// The analysis of the local minima of one loss surface.
public struct MinimaAnalysis: Hashable, Sendable {
  /// What the surface shows, by the name it has in surface files (`train_loss`).
  public let quantity: String
  /// The scale on which heights are measured.
  public let scale: HeightScale
  /// The persistence from which a minimum counts, in the unit of the scale.
  public let threshold: Double
  /// The reference for persistences: a decade, or the range of the losses (see
  /// ``HeightScale/reference(in:)``).
  public let reference: Double
  /// The points to analyse.
  public let points: SurfacePoints
  /// Every minimum with persistence > 0, those on the border included: lowest on the analysed
  /// scale first, ties by their place in the grid.
  public let minima: [Minimum]
  /// The raw count of interior points strictly below their 8 neighbours, in the losses as sampled.
  public let neighbourCount: Int

  /// Analyses a surface of losses.
  ///
  /// - Parameters:
  ///   - losses: the surface, in the unit of its quantity.
  ///   - part: what is analysed of the surface, where that is not all of it, such as
  ///     `losses.readablePart`. The missing and the non-finite points are those of the whole
  ///     surface.
  ///   - quantity: the name of what the surface shows, such as `train_loss`.
  ///   - scale: the scale on which heights are measured.
  ///   - threshold: the persistence from which a minimum counts, ≥ 0, in the unit of the scale; nil
  ///     for ``HeightScale/defaultThreshold(in:)``.
  public init(
    of losses: ScalarField, analysing part: ScalarField? = nil, quantity: String,
    scale: HeightScale = .standard, threshold: Double? = nil
  ) {
    precondition(threshold.map { $0 >= 0 } ?? true, "a threshold must be ≥ 0")
    let part = part ?? losses
    let heights = scale(part)
    let threshold = threshold ?? scale.defaultThreshold(in: heights.finiteRange)
    self.quantity = quantity
    self.scale = scale
    self.threshold = threshold
    reference = scale.reference(in: heights.finiteRange)
    points = SurfacePoints(of: losses, analysing: part, scale: scale)
    minima = Self.minima(of: part, heights: heights, scale: scale, threshold: threshold)
    neighbourCount = part.strictNeighbourMinima
  }

  /// The number of columns (points along x).
  public var columns: Int { points.columns }
  /// The number of rows (points along y).
  public var rows: Int { points.rows }
  /// The number of columns that were analysed, see ``SurfacePoints``.
  public var analysedColumns: Int { points.analysedColumns }
  /// The number of rows that were analysed.
  public var analysedRows: Int { points.analysedRows }
  /// Whether a coarser grid stands for an incomplete surface.
  public var isCoarser: Bool { points.isCoarser }
  /// The number of points that have not been evaluated.
  public var missingPoints: Int { points.missing }
  /// The number of evaluated points whose loss is not finite.
  public var nonfinitePoints: Int { points.nonfinite }

  /// The number of minima that count: inside, with persistence ≥ threshold.
  public var count: Int { count(atThreshold: threshold) }

  /// The number of minima that count and that the grid resolves: their barriers are higher than
  /// what grid spacing alone can produce.
  public var resolvedCount: Int {
    minima.count { !$0.isOnBorder && $0.resolution(atThreshold: threshold) == .resolved }
  }

  /// The number of minima on the border with persistence ≥ threshold.
  public var borderCount: Int {
    minima.count { $0.isOnBorder && $0.persistence >= threshold }
  }

  /// The number of minima inside the grid with a persistence of at least another threshold.
  public func count(atThreshold threshold: Double) -> Int {
    minima.count { !$0.isOnBorder && $0.persistence >= threshold }
  }

  /// What was counted, in two or three words: "4 local minima". Where nothing can be counted, why:
  /// no point has a height, or none lies inside the grid.
  public var countText: String {
    if !points.hasHeights { return "no finite loss" }
    if !points.hasInside { return "too few points to count minima" }
    return count == 1 ? "1 local minimum" : "\(count) local minima"
  }

  /// A step of the curve "count against threshold".
  public struct ThresholdStep: Hashable, Sendable {
    /// The largest threshold, in the unit of the scale, at which the count is still reached.
    public let threshold: Double
    /// The number of minima inside the grid with at least this persistence.
    public let count: Int

    /// Creates a step.
    public init(threshold: Double, count: Int) {
      self.threshold = threshold
      self.count = count
    }
  }

  /// The whole curve "count against threshold", so that any threshold can be chosen: one step for
  /// each persistence that occurs inside the grid, ascending; the count is `count` from just above
  /// the step before up to and including `threshold`, and 0 above the last step.
  public var thresholdCurve: [ThresholdStep] {
    let persistences = minima.filter { !$0.isOnBorder }.map(\.persistence).sorted()
    return persistences.indices
      .filter { $0 == 0 || persistences[$0 - 1] < persistences[$0] }
      .map { ThresholdStep(threshold: persistences[$0], count: persistences.count - $0) }
  }
}

extension MinimaAnalysis {
  private static func minima(
    of losses: ScalarField, heights: ScalarField, scale: HeightScale, threshold: Double
  ) -> [Minimum] {
    let grid = losses.grid
    let tree = MergeTree(sublevelSetsOf: heights)
    let basins = tree.basinSizes(atThreshold: threshold)
    let finitePoints = Double(max(1, tree.drainage.count { $0 >= 0 }))
    let allowance = SamplingAllowance(losses: losses, scale: scale)
    return tree.branches.indices.filter { tree.branches[$0].persistence > 0 }.map { number in
      let branch = tree.branches[number]
      let saddle = branch.merge?.saddle
      return Minimum(
        x: grid.xs[grid.column(of: branch.minimum)],
        y: grid.ys[grid.row(of: branch.minimum)],
        loss: losses.values[branch.minimum],
        persistence: branch.persistence,
        isOnBorder: heights.plateau(around: branch.minimum).contains(where: grid.isOnBorder),
        saddle: saddle.map { saddle in
          Minimum.Saddle(
            x: grid.xs[grid.column(of: saddle)], y: grid.ys[grid.row(of: saddle)],
            loss: losses.values[saddle])
        },
        basinFraction: Double(basins[number]) / finitePoints,
        allowance: saddle.flatMap { allowance.height(minimum: branch.minimum, saddle: $0) },
        isCutOff: number > 0 && saddle == nil)
    }
  }
}
