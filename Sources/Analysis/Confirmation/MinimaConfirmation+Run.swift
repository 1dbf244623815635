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
        mostPoints: mostPoints ?? Self.usualMostPoints(losses), onProgress: onProgress)
    else { return nil }
    self = try confirmer.run()
  }

  /// Asks a function what the confirmation of some of the minima takes, for one of several processes.
  ///
  /// What is asked about a minimum depends little on the others, so that of all answers together few are
  /// missing for the confirmation itself: those at places that lie between minima of different processes,
  /// and those that follow from another noise floor than the one of all.
  ///
  /// - Parameters:
  ///   - losses: the surface, of which every point must have been evaluated.
  ///   - analysis: its minima; their scale and threshold are used.
  ///   - isTaken: whether the minimum at a position, from 0, is asked about, among those inside that reach
  ///     the threshold.
  ///   - function: what the surface was sampled from.
  ///   - noiseFloor: the largest that is known of other minima.
  ///   - onNoise: called with the noise floor as soon as it is known.
  ///   - onProgress: as for the confirmation.
  /// - Throws: what the function throws.
  public static func ask(
    of losses: ScalarField, analysis: MinimaAnalysis, where isTaken: (Int) -> Bool,
    function: some PlaneFunction, noiseFloor: Double, onNoise: (Double) throws -> Void,
    onProgress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    guard
      var confirmer = Confirmer(
        losses, analysis: analysis, function: function, mostPoints: usualMostPoints(losses),
        onProgress: onProgress)
    else { return }
    try confirmer.ask(where: isTaken, noiseFloor: noiseFloor, onNoise: onNoise)
  }

  private static func usualMostPoints(_ losses: ScalarField) -> Int {
    max(4 * losses.grid.count, 4000)
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
    try refineAll()
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
  /// Does the same for some of the candidates that are not on the border, without a result.
  mutating func ask(
    where isTaken: (Int) -> Bool, noiseFloor known: Double, onNoise: (Double) throws -> Void
  ) throws {
    let inside = candidates.filter { !$0.isOnBorder }.enumerated()
    let taken = Set(inside.filter { isTaken($0.offset) }.map(\.element.rank))
    guard !taken.isEmpty else { return }
    candidates.removeAll { !$0.isOnBorder && !taken.contains($0.rank) }
    try refineAll()
    try measureNoise()
    try onNoise(noiseFloor)
    noiseFloor = max(noiseFloor, known)
    _ = try measureBarriers(try findPlaces())
  }

  private mutating func refineAll() throws {
    meter.expect(descents: candidates.count { !$0.isOnBorder })
    for level in 1...finest { try refine(level: level) }
  }
}
