public import Grids

extension MinimaConfirmation {
  /// Confirms the minima of a surface by finer sampling and descents.
  ///
  /// - Parameters:
  ///   - losses: the surface, of which every point must have been evaluated.
  ///   - analysis: its minima; their scale and threshold are used.
  ///   - function: what the surface was sampled from.
  ///   - mostPoints: how many finer points may be sampled; by default four times as many as the
  ///     surface has, but at least 4,000. (All there are at a quarter of the spacing are sixteen
  ///     times as many.)
  ///   - onProgress: called during the work with the work done and the total work, in
  ///     sampled points; the latter is an estimate.
  /// - Returns: nil if the spacing of the grid is too small to be halved twice.
  /// - Throws: what the function throws.
  public init?(
    of losses: ScalarField, analysis: MinimaAnalysis, function: some PlaneFunction,
    mostPoints: Int? = nil, onProgress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    precondition(losses.isComplete, "a surface with missing points cannot be looked at again")
    precondition(!analysis.isCoarser && analysis.columns == losses.grid.columns)
    guard
      var confirmer = Confirmer(
        losses, analysis: analysis, function: function,
        mostPoints: mostPoints ?? max(4 * losses.grid.count, 4000), onProgress: onProgress)
    else { return nil }
    self = try confirmer.run()
  }
}

extension Confirmer {
  init?(
    _ losses: ScalarField, analysis: MinimaAnalysis, function: Function, mostPoints: Int,
    onProgress: @escaping (_ done: Int, _ total: Int) -> Void
  ) {
    guard let surface = RefinedSurface(losses: losses, levels: Self.levels) else { return nil }
    self.analysis = analysis
    self.function = MeteredFunction(function: function, meter: WorkMeter(onProgress: onProgress))
    self.mostPoints = mostPoints
    self.surface = surface
    let grid = losses.grid
    candidates = analysis.minima.enumerated().compactMap { rank, minimum in
      guard minimum.persistence >= analysis.threshold,
        let column = grid.xs.firstIndex(of: minimum.x), let row = grid.ys.firstIndex(of: minimum.y)
      else { return nil }
      return Candidate(
        rank: rank, point: grid.index(column: column, row: row), isOnBorder: minimum.isOnBorder)
    }
  }

  mutating func run() throws -> MinimaConfirmation {
    meter.expect(descents: candidates.count { !$0.isOnBorder })
    for level in 1...finest { try refine(level: level) }
    try measureNoise()
    let places = try findPlaces()
    let barriers = try measureBarriers(places)
    var findings = Array(
      repeating: MinimaConfirmation.Finding(.belowThreshold, .belowThreshold),
      count: analysis.minima.count)
    for (index, candidate) in candidates.enumerated() {
      findings[candidate.rank] = finding(of: places[index], barrier: barriers[index])
    }
    return MinimaConfirmation(
      findings: findings, threshold: threshold, noiseFloor: noiseFloor,
      finestSpacing: surface.grids[0].isLine
        ? [surface.grids[0].rows == 1 ? spacing.x : spacing.y] : [spacing.x, spacing.y],
      sampledPoints: sampledPoints)
  }
}
