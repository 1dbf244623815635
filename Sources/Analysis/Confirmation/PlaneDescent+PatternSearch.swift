internal import Grids
internal import RealModule

extension PlaneDescent {
  private static var directions: Int { 16 }
  /// Points per narrowing, which cuts the arc to a third.
  private static var pointsPerArc: Int { 5 }
  private static var narrowings: Int { 4 }
  private static var smallestRadius: Double { 1.0 / 32 }
  private static var mostPolls: Int { 200 }

  /// Descends without derivatives: the loss is sampled on a circle around the point; the point
  /// moves to the lowest place if that lies lower, and the circle is halved if not.
  ///
  /// This is the search of Hooke & Jeeves (1961) with two changes for functions with kinks. At a
  /// kink that runs at an angle to the axes all four of their directions may lead up although the
  /// loss falls along it, so the lowest arcs of the circle are narrowed until they hold such a
  /// direction (in the plane that is cheap; in more dimensions one draws directions that become
  /// dense, Audet & Dennis 2006). And there is no move beyond the circle, which has at most the
  /// finest spacing as its radius; halfway along a move of more than half of it the loss is looked at
  /// too, and if it is higher there than where the move begins the circle is halved.
  ///
  /// Losses are taken as sampled, which is fast; a fall within their noise is none.
  ///
  /// - Returns: a point around which none was found lower on a circle of 1/32 of the finest spacing;
  ///   after 200 circles, the point to which they have led.
  func patternSearch(from start: PlanePoint) throws -> PlanePoint {
    guard var loss = try function.losses(at: [start]).first else { return start }
    var point = start
    var radius = 1.0
    for _ in 0..<Self.mostPolls where radius >= Self.smallestRadius {
      let noise = scale.rise(ofSmallHeight: noise + 1e-8 * reference, at: loss)
      if let next = try lowest(around: point, radius: radius, below: loss - noise),
        try isPassable(from: point, to: next.0, length: radius, atMost: loss)
      {
        (point, loss) = next
        radius = min(2 * radius, 1)
      } else {
        radius /= 2
      }
    }
    return point
  }

  /// The lowest place found on a circle, if it is lower than a loss.
  private func lowest(around center: PlanePoint, radius: Double, below loss: Double) throws
    -> (PlanePoint, Double)?
  {
    let spread = 2 * Double.pi / Double(Self.directions)
    var arcs = try losses(
      at: (0..<Self.directions).map { Double($0) * spread }, around: center, radius)
    var best = arcs.min { $0.loss < $1.loss }
    if let best, best.loss < loss { return (best.point, best.loss) }
    // The lowest places of the circle so far: each with its neighbours spans an arc.
    let count = arcs.count
    arcs = arcs.indices.filter {
      arcs[$0].loss <= arcs[($0 + 1) % count].loss
        && arcs[$0].loss <= arcs[($0 + count - 1) % count].loss
    }.map { arcs[$0] }
    var halfWidth = spread
    for _ in 0..<Self.narrowings {
      let offsets = (0..<Self.pointsPerArc).map {
        halfWidth * (2 * Double($0 + 1) / Double(Self.pointsPerArc + 1) - 1)
      }
      let found = try losses(
        at: arcs.flatMap { arc in offsets.map { arc.angle + $0 } }, around: center, radius)
      arcs = arcs.indices.map { arc in
        found[arc * Self.pointsPerArc..<(arc + 1) * Self.pointsPerArc]
          .reduce(arcs[arc]) { $1.loss < $0.loss ? $1 : $0 }
      }
      best = arcs.min { $0.loss < $1.loss }
      if let best, best.loss < loss { return (best.point, best.loss) }
      halfWidth /= Double(Self.pointsPerArc + 1) / 2
    }
    return nil
  }

  private func losses(at angles: [Double], around center: PlanePoint, _ radius: Double) throws
    -> [(angle: Double, point: PlanePoint, loss: Double)]
  {
    let points = angles.map {
      moved(center, by: (radius * Double.cos($0), radius * Double.sin($0)))
    }
    let losses = try function.losses(at: points)
    return angles.indices.map {
      (angles[$0], points[$0], losses[$0].isFinite ? losses[$0] : .infinity)
    }
  }
}
