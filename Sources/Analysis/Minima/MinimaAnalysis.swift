public import Grids

/// What is said about the local minima of one loss surface.
public struct MinimaAnalysis: Hashable, Sendable {
  /// The threshold that is used unless another is asked for, in decades.
  public static let defaultThreshold = 0.01

  /// What the surface shows, by the name it has in surface files (`train_loss`).
  public let quantity: String
  /// The scale on which barriers are measured.
  public let scale: LogScale
  /// The persistence from which a minimum counts, in decades.
  public let threshold: Double
  /// The number of columns (points along x).
  public let columns: Int
  /// The number of rows (points along y).
  public let rows: Int
  /// The number of columns and rows that were analysed: those of the whole grid, or fewer where
  /// only a coarser grid of an incomplete surface could be read.
  public let analysedColumns: Int
  /// See ``analysedColumns``.
  public let analysedRows: Int
  /// Every minimum with persistence > 0, those on the border included: lowest on the analysed
  /// scale first, ties by their place in the grid.
  public let minima: [Minimum]
  /// The raw count of interior points strictly below their 8 neighbours, in the losses as sampled.
  public let neighbourCount: Int
  /// The number of points that have not been evaluated.
  public let missingPoints: Int
  /// The number of evaluated points without a finite value on the analysed scale.
  public let nonfinitePoints: Int

  /// Analyses a surface of losses. A threshold must not be negative.
  ///
  /// - Parameter part: what is analysed of the surface, where that is not all of it, such as
  ///   `losses.readablePart`. The missing and the non-finite points are those of the whole surface.
  public init(
    of losses: ScalarField, analysing part: ScalarField? = nil, quantity: String,
    scale: LogScale = LogScale(),
    threshold: Double = MinimaAnalysis.defaultThreshold
  ) {
    precondition(threshold >= 0, "a threshold must be ≥ 0, got \(threshold)")
    let whole = scale(losses)
    let states = whole.grid.indices.map(whole.state(at:))
    let part = part ?? losses
    self.quantity = quantity
    self.scale = scale
    self.threshold = threshold
    columns = losses.grid.columns
    rows = losses.grid.rows
    analysedColumns = part.grid.columns
    analysedRows = part.grid.rows
    minima = Self.minima(of: part, scaled: scale(part), scale: scale, threshold: threshold)
    neighbourCount = part.strictNeighbourMinima
    missingPoints = states.count { $0 == .missing }
    nonfinitePoints = states.count { $0 == .nonfinite }
  }

  /// Whether a coarser grid stands for an incomplete surface.
  public var isCoarser: Bool { analysedColumns < columns || analysedRows < rows }

  /// The number of minima that count: inside, with persistence ≥ threshold.
  public var count: Int { count(atThreshold: threshold) }

  /// The number of minima that count and that the grid resolves: their barriers are higher than
  /// what the grid spacing can invent.
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

  /// A step of the curve "count against threshold".
  public struct ThresholdStep: Hashable, Sendable {
    /// The largest threshold, in decades, at which the count is still reached.
    public let threshold: Double
    /// The number of minima inside the grid with at least this persistence.
    public let count: Int

    /// Creates a step.
    public init(threshold: Double, count: Int) {
      self.threshold = threshold
      self.count = count
    }
  }

  /// The whole curve "count against threshold", so that nobody has to trust ours: one step for
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
    of losses: ScalarField, scaled field: ScalarField, scale: LogScale, threshold: Double
  ) -> [Minimum] {
    let grid = losses.grid
    let tree = MergeTree(sublevelSetsOf: field)
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
        isOnBorder: field.plateau(around: branch.minimum).contains(where: grid.isOnBorder),
        saddle: saddle.map { saddle in
          Minimum.Saddle(
            x: grid.xs[grid.column(of: saddle)], y: grid.ys[grid.row(of: saddle)],
            loss: losses.values[saddle])
        },
        basinFraction: Double(basins[number]) / finitePoints,
        allowance: saddle.flatMap { allowance.decades(minimum: branch.minimum, saddle: $0) },
        isCutOff: number > 0 && saddle == nil)
    }
  }
}

extension Grid {
  fileprivate var indices: Range<Int> { 0..<count }
}
