internal import Grids

extension Confirmer {
  /// Samples around the ways of all candidates on a level, until they pass over sampled points
  /// only or no more points are allowed.
  mutating func refine(level: Int) throws {
    while true {
      let wanted = wantedPoints(level: level)
      guard try sample(wanted, level: level) else { return }
    }
  }

  /// The points of a level that the ways of the candidates rest on and that are not known yet, in
  /// the order of the candidates.
  private func wantedPoints(level: Int) -> [Int] {
    let (losses, scaled) = fields(level: level)
    var cache: [Int: WayOut] = [:]
    var wanted = WantedPoints()
    var seen: Set<Int> = []
    for candidate in candidates where !candidate.isOnBorder {
      for link in chain(of: candidate, in: scaled, level: level, cache: &cache)
      where seen.insert(link.bottom).inserted {
        add(
          link.out, from: link.bottom, depth: scaled.values[link.bottom], losses, level: level,
          to: &wanted)
      }
    }
    return wanted.points
  }

  /// Adds what a way rests on and is not known: first its own points, and once these are known, if
  /// it leads over a barrier that would stand, those of the shore that may hide so low a pass that
  /// it would not.
  ///
  /// - Parameter depth: the bottom on the analysed scale.
  /// - Returns: whether anything is not known, be it wanted already or not.
  @discardableResult
  func add(
    _ out: WayOut, from bottom: Int, depth: Double, _ losses: ScalarField, level: Int,
    to wanted: inout WantedPoints
  ) -> Bool {
    if addUnknown(around: [bottom] + out.way, level: level, to: &wanted) { return true }
    guard out.level - depth >= threshold, !out.way.isEmpty else { return false }
    // How far below a point the loss may fall beside it (see `SamplingAllowance.swift`): between
    // points of the surface's own grid further than between finer ones.
    let allowance = SamplingAllowance(losses: losses, scale: scale)
    let rise = allowance.rise(along: Array(out.ascent)) ?? 0
    let coarseRise = rise * Double(1 << (2 * level))
    let allowed = scale.height(ofRise: rise, above: losses.values[bottom]) ?? 0
    let decisive = depth + max(threshold, allowed + noiseFloor)
    let passes = out.shore.filter { point in
      let hidden = surface.isKnown(point, level: level) ? rise : coarseRise
      // At or below −offset there is no height: lower than all.
      return !(scale.height(of: losses.values[point] - hidden) >= decisive)
    }
    return addUnknown(around: passes, level: level, to: &wanted)
  }

  /// - Returns: whether anything is not known.
  private func addUnknown(around points: [Int], level: Int, to wanted: inout WantedPoints) -> Bool {
    var isOpen = false
    for point in points {
      surface.grids[level].forEachPoint(around: point, radius: Self.margin) { near in
        if surface.isKnown(near, level: level) { return }
        wanted.insert(near)
        isOpen = true
      }
    }
    return isOpen
  }

  /// Samples points of a level as far as that is allowed.
  ///
  /// - Returns: whether anything was sampled.
  mutating func sample(_ wanted: [Int], level: Int) throws -> Bool {
    let points = wanted.prefix(mostPoints - sampledPoints)
    guard !points.isEmpty else { return false }
    meter.expect(points: points.count, level: level)
    // In pieces, so that the progress can be seen.
    for begin in stride(from: 0, to: points.count, by: 64) {
      let piece = points.dropFirst(begin).prefix(64)
      let losses = try function.losses(at: piece.map { surface.position(of: $0, level: level) })
      for (point, loss) in zip(piece, losses) { surface.set(loss, at: point, level: level) }
      sampledPoints += piece.count
    }
    return true
  }

  /// Compares what was sampled with exact losses, at the bottom and the highest point of the way
  /// out of each candidate, and around the lowest.
  mutating func measureNoise() throws {
    let (losses, scaled) = fields(level: finest)
    var cache: [Int: WayOut] = [:]
    var sample = WantedPoints()
    for candidate in candidates where !candidate.isOnBorder {
      guard
        let link = chain(of: candidate, in: scaled, level: finest, cache: &cache).first
      else { continue }
      sample.insert(link.bottom)
      if let summit = link.out.ascent.last {
        sample.insert(summit)
      } else {
        losses.grid.forEachPoint(around: link.bottom, radius: 1) { sample.insert($0) }
      }
    }
    let points = sample.points.filter { surface.isKnown($0, level: finest) }
    let exact = try function.exactLosses(
      at: points.map { surface.position(of: $0, level: finest) })
    let differences = zip(points, exact).map { point, exact in
      abs(scale.height(of: losses.values[point]) - scale.height(of: exact))
    }
    noiseFloor = 2 * (differences.filter(\.isFinite).max() ?? 0)
  }
}

/// Points, each once, in the order in which they were wanted.
struct WantedPoints {
  private(set) var points: [Int] = []
  private var known: Set<Int> = []

  mutating func insert(_ point: Int) {
    if known.insert(point).inserted { points.append(point) }
  }
}
