internal import Grids

/// How ``MinimaConfirmation`` comes about.
///
/// 1. *Candidates* are the minima that reach the threshold. Those on the border are not
///    refined, since half of their surroundings is not known; others may run into them.
/// 2. *Refinement*, first at half, then at a quarter of the spacing (``refine(level:)``). From each
///    candidate the way goes downhill, and out over the lowest barrier, as long as that is below
///    the threshold: so it arrives at the minimum that stands for the candidate. All points around
///    the ways are sampled, and those of the shore that might hide a pass which would change the
///    verdict, and the ways are sought again among what is known then, until they pass over sampled
///    points only.
/// 3. *Noise* (``measureNoise()``): the same points in exact arithmetic.
/// 4. *Descent* from the lowest sampled point of each (``PlaneDescent``). Candidates that end in
///    one place, no further apart than the finest spacing, are one minimum. Where a descent leads
///    away from where it began, its end is examined like a candidate.
/// 5. *Barriers* (``measureBarriers()``): the lowest way from where each descent ended to a lower
///    minimum, again over sampled points only.
///
/// All decisions follow from the values and the order of the candidates, the deepest first.
struct Confirmer<Function: PlaneFunction> {
  typealias Descent = PlaneDescent<MeteredFunction<Function>>

  /// A minimum that is examined again.
  struct Candidate {
    /// Its place in the analysis.
    let rank: Int
    /// The point of the surface's own grid.
    let point: Int
    let isOnBorder: Bool
    /// The point of the finest grid that a descent has led to, where that lies elsewhere.
    var restart: Int?
  }

  /// A step of the way downhill: a minimum on the grid and the lowest way out of it.
  struct Link {
    let bottom: Int
    let out: WayOut
    /// The height of the way's highest point above the bottom.
    let barrier: Double
  }

  /// The number of times that the spacing is halved.
  static var levels: Int { 2 }
  /// What is sampled around each point of a way, in points of the level: one spacing of the level
  /// before.
  static var margin: Int { 2 }

  let analysis: MinimaAnalysis
  let function: MeteredFunction<Function>
  let mostPoints: Int
  var surface: RefinedSurface
  var candidates: [Candidate]
  var sampledPoints = 0
  var noiseFloor = 0.0
  /// Where descents from points of the finest grid have ended.
  var ends: [Int: Descent.End] = [:]

  var scale: HeightScale { analysis.scale }
  var threshold: Double { analysis.threshold }
  var finest: Int { Self.levels }
  var meter: WorkMeter { function.meter }

  /// The losses on a level, and the same on the analysed scale.
  func fields(level: Int) -> (losses: ScalarField, scaled: ScalarField) {
    let losses = surface.field(level: level)
    return (losses, scale(losses))
  }

  /// The steps from a candidate to the minimum that stands for it: the last has a barrier of at
  /// least the threshold, or no way out.
  func chain(
    of candidate: Candidate, in scaled: ScalarField, level: Int, cache: inout [Int: WayOut]
  ) -> [Link] {
    var bottom = scaled.downhill(of: start(of: candidate, in: scaled, level: level))
    var links: [Link] = []
    // Each bottom is lower than the one before.
    while scaled.values[bottom].isFinite {
      let out = cache[bottom] ?? wayOut(of: bottom, in: scaled)
      cache[bottom] = out
      links.append(
        Link(bottom: bottom, out: out, barrier: out.level - scaled.values[bottom]))
      guard let lower = out.way.last, out.level - scaled.values[bottom] < threshold else { break }
      bottom = scaled.downhill(of: lower)
    }
    return links
  }

  private func wayOut(of bottom: Int, in scaled: ScalarField) -> WayOut {
    scaled.values.indices.contains { scaled.isLower($0, than: bottom) }
      ? WayOut(in: scaled, from: bottom) { scaled.isLower($0, than: bottom) }
      : WayOut(fromLowestOf: scaled)
  }

  /// The point of a level that a candidate is looked for from.
  private func start(of candidate: Candidate, in scaled: ScalarField, level: Int) -> Int {
    let factor = 1 << level
    let (coarse, grid) = (surface.grids[0], surface.grids[level])
    // Sampled since then, it may turn out to have no value; the candidate's own point has one.
    if let restart = candidate.restart, level == finest,
      scaled.values[scaled.downhill(of: restart)].isFinite
    {
      return restart
    }
    return grid.index(
      column: coarse.column(of: candidate.point) * factor,
      row: coarse.row(of: candidate.point) * factor)
  }

  /// The finest spacing along each axis.
  var spacing: PlanePoint {
    func smallest(_ axis: [Double]) -> Double {
      zip(axis.dropFirst(), axis).map(-).min() ?? 1
    }
    let grid = surface.grids[finest]
    return PlanePoint(x: smallest(grid.xs), y: smallest(grid.ys))
  }
}
