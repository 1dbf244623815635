internal import Grids

extension Confirmer {
  /// Where a candidate was found to belong.
  enum Place {
    /// It has a minimum of its own, found by a descent from a point of the finest grid.
    case own(Descent.End, from: Int)
    /// It runs into the minimum of another candidate.
    case other(rank: Int, Descent.End?)
    /// It leaves the window.
    case outside(Descent.End)
    /// It lies on the border of the grid.
    case border
  }

  /// A descent that ends this many finest spacings from its start has led elsewhere.
  private var longestStay: Double { 2 }
  /// How often ends of descents are taken for new places to look at.
  private static var mostRounds: Int { 6 }

  /// Finds the place of every candidate, in their order.
  mutating func findPlaces() throws -> [Place] {
    for _ in 1..<Self.mostRounds {
      let places = try placesAsKnown()
      guard restartThoseThatMoved(places) else { return places }
      try refine(level: finest)
    }
    return try placesAsKnown()
  }

  private mutating func placesAsKnown() throws -> [Place] {
    let scaled = fields(level: finest).scaled
    var cache: [Int: WayOut] = [:]
    let chains = candidates.map {
      chain(of: $0, in: scaled, level: finest, cache: &cache).map(\.bottom)
    }
    // A minimum that several candidates run into belongs to the one that began there, and of
    // several to the deepest.
    let order = candidates.indices.sorted {
      key($0, chains[$0]) < key($1, chains[$1])
    }
    var owners: [Int: Int] = [:]
    for index in order {
      if let bottom = chains[index].last, owners[bottom] == nil { owners[bottom] = index }
    }
    var places: [Place?] = candidates.map { $0.isOnBorder ? .border : nil }
    for index in order where !candidates[index].isOnBorder {
      guard let first = chains[index].first, let last = chains[index].last else {
        preconditionFailure("a minimum without a value")
      }
      let owner = owners[last] ?? index
      let start = owner == index ? last : first
      let end = try end(from: start)
      if owner != index, first == last {
        places[index] = .other(rank: candidates[owner].rank, end)
      } else if let twin = twin(of: end, from: start, among: places, in: scaled) {
        places[index] = .other(rank: candidates[twin].rank, end)
      } else if end.isOnEdge {
        places[index] =
          candidates[owner].isOnBorder
          ? .other(rank: candidates[owner].rank, end) : .outside(end)
      } else {
        places[index] = .own(end, from: start)
      }
    }
    return places.compactMap(\.self)
  }

  private func key(_ index: Int, _ chain: [Int]) -> (Int, Int, Int) {
    let candidate = candidates[index]
    return (candidate.restart == nil ? 0 : 1, chain.count, candidate.rank)
  }

  /// The candidate whose own minimum is the same as an end.
  private func twin(
    of end: Descent.End, from start: Int, among places: [Place?], in scaled: ScalarField
  )
    -> Int?
  {
    let bottom = bottom(at: end, from: start, in: scaled)
    return places.indices.first { index in
      guard case .own(let other, let otherStart) = places[index] else { return false }
      return distance(end.point, other.point) <= 1
        || bottom == self.bottom(at: other, from: otherStart, in: scaled)
    }
  }

  /// The larger distance along an axis, in units of the finest spacing.
  private func distance(_ a: PlanePoint, _ b: PlanePoint) -> Double {
    max(abs(a.x - b.x) / spacing.x, abs(a.y - b.y) / spacing.y)
  }

  private mutating func end(from bottom: Int) throws -> Descent.End {
    if let known = ends[bottom] { return known }
    let grid = surface.grids[finest]
    let descent = Descent(
      function: function, lower: surface.position(of: 0, level: finest),
      upper: surface.position(of: grid.count - 1, level: finest), spacing: spacing,
      scale: scale, noise: noiseFloor, reference: analysis.reference)
    let start = surface.position(of: bottom, level: finest)
    let end = try meter.descent { try descent.end(from: start) }
    ends[bottom] = end
    return end
  }

  /// The minimum of the finest grid downhill of where a descent has ended: of the lowest corner of
  /// the cell around, or, where no corner has a finite value, of where it began.
  func bottom(at end: Descent.End, from start: Int, in scaled: ScalarField) -> Int {
    let grid = scaled.grid
    func cell(_ value: Double, _ axis: [Double]) -> ClosedRange<Int> {
      let above = axis.firstIndex { $0 >= value } ?? axis.count - 1
      return (axis[above] > value ? max(0, above - 1) : above)...above
    }
    let corners = cell(end.point.y, grid.ys).flatMap { row in
      cell(end.point.x, grid.xs).map { grid.index(column: $0, row: row) }
    }
    let lowest = corners.filter { scaled.values[$0].isFinite }
      .min { scaled.isLower($0, than: $1) }
    return scaled.downhill(of: lowest ?? start)
  }

  /// Restarts candidates where their descent has led, if that is elsewhere.
  ///
  /// - Returns: whether any does.
  private mutating func restartThoseThatMoved(_ places: [Place]) -> Bool {
    let scaled = fields(level: finest).scaled
    var hasMoved = false
    for index in candidates.indices {
      guard case .own(let end, let start) = places[index],
        distance(surface.position(of: start, level: finest), end.point) > longestStay
      else { continue }
      let bottom = bottom(at: end, from: start, in: scaled)
      guard bottom != start, bottom != candidates[index].restart else { continue }
      candidates[index].restart = bottom
      hasMoved = true
    }
    return hasMoved
  }
}
