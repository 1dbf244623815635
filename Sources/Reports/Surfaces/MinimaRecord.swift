internal import Analysis
internal import Archives

/// The minima of one surface, as `basin minima --format json` writes them.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go.
struct MinimaRecord: Codable {
  let surface: String
  let quantity: String
  let scale: String
  @OrNull var offset: Double?
  @OrNull var threshold: Double?
  let thresholdUnit: HeightScale.Unit
  /// Columns and rows.
  let grid: [Int]
  let analysedGrid: [Int]
  let count: Int
  let resolvedCount: Int
  let borderCount: Int
  let neighbourCount: Int
  let missingPoints: Int
  let nonfinitePoints: Int
  let minima: [Minimum]
  /// How many of the least persistent minima are not listed; left out where all are.
  let unlistedMinima: Int?
  let warnings: [String]

  // With a confirmation.
  let confirmedCount: Int?
  let noiseFloor: Double?
  let finestSpacing: [Double]?
  let sampledPoints: Int?

  struct Minimum: Codable {
    let x: Double
    let y: Double
    let loss: Double
    let persistence: Double
    let onBorder: Bool
    @OrNull var saddle: Saddle?
    let basinFraction: Double
    @OrNull var allowance: Double?
    let resolution: Analysis.Minimum.Resolution

    // With a confirmation.
    let verdict: MinimaConfirmation.Verdict?
    let reason: MinimaConfirmation.Reason?
    let refined: OrNull<MinimaConfirmation.Refined>?
    let refinedBarrier: OrNull<Double>?
    let refinedAllowance: OrNull<Double>?
    /// The index of the minimum that it runs into.
    let runsInto: OrNull<Int>?
  }

  struct Saddle: Codable {
    let x: Double
    let y: Double
    let loss: Double
  }
}

extension MinimaRecord {
  init(_ entry: MinimaTable.Entry, limit: ListingLimit) {
    let analysis = entry.analysis
    let listed = limit.places(of: analysis.minima.map(\.persistence))
    let confirmation = entry.confirmation
    self.init(
      surface: entry.surface, quantity: analysis.quantity, scale: "\(analysis.scale)",
      offset: analysis.scale.offset, threshold: analysis.threshold,
      thresholdUnit: analysis.scale.unit, grid: [analysis.columns, analysis.rows],
      analysedGrid: [analysis.analysedColumns, analysis.analysedRows], count: analysis.count,
      resolvedCount: analysis.resolvedCount, borderCount: analysis.borderCount,
      neighbourCount: analysis.neighbourCount, missingPoints: analysis.missingPoints,
      nonfinitePoints: analysis.nonfinitePoints,
      minima: listed.map {
        Minimum(
          analysis.minima[$0], threshold: analysis.threshold, finding: confirmation?.findings[$0])
      },
      unlistedMinima: limit.leftOut(of: analysis.minima.count),
      warnings: analysis.warnings.map(\.description),
      confirmedCount: confirmation?.confirmedCount, noiseFloor: confirmation?.noiseFloor,
      finestSpacing: confirmation?.finestSpacing, sampledPoints: confirmation?.sampledPoints)
  }
}

extension MinimaRecord.Minimum {
  init(
    _ minimum: Analysis.Minimum, threshold: Double, finding: MinimaConfirmation.Finding?
  ) {
    self.init(
      x: minimum.x, y: minimum.y, loss: minimum.loss, persistence: minimum.persistence,
      onBorder: minimum.isOnBorder,
      saddle: minimum.saddle.map { MinimaRecord.Saddle(x: $0.x, y: $0.y, loss: $0.loss) },
      basinFraction: minimum.basinFraction, allowance: minimum.allowance,
      resolution: minimum.resolution(atThreshold: threshold), verdict: finding?.verdict,
      reason: finding?.reason, refined: finding.map { OrNull(wrappedValue: $0.refined) },
      refinedBarrier: finding.map { OrNull(wrappedValue: $0.barrier) },
      refinedAllowance: finding.map { OrNull(wrappedValue: $0.allowance) },
      runsInto: finding.map { OrNull(wrappedValue: $0.runsInto) })
  }
}
