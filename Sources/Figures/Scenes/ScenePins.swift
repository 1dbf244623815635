/// Marks of minima on a surface in three dimensions: a dot at the minimum, and above it a circle with
/// its rank, so that the minimum itself stays in view.
struct ScenePins {
  struct Pin {
    let rank: Int
    let anchor: Point
    let center: Point
    let isHidden: Bool
  }

  private(set) var pins: [Pin] = []
  /// Minima that do not count.
  private(set) var dots: [Point] = []
  /// Minima that count, without room for their number.
  private(set) var unnumbered: [Point] = []

  /// Places pins, those in view first, each the deepest first.
  init(
    visible: [(rank: Int?, at: Point)], hidden: [(rank: Int?, at: Point)], in plot: Rectangle,
    avoiding labels: [Rectangle], radius: Double
  ) {
    dots = visible.filter { $0.rank == nil }.map(\.at)
    let room = plot.inset(by: radius + 1)
    func ranked(_ marks: [(rank: Int?, at: Point)]) -> [(rank: Int, at: Point)] {
      marks.compactMap { mark in mark.rank.map { ($0, mark.at) } }.sorted { $0.rank < $1.rank }
    }
    let (inView, outOfView) = (ranked(visible), ranked(hidden))
    let anchors = PointBins(
      (inView + outOfView).map(\.at), within: plot, reach: 1.35 * radius)
    var centers = PointBins(within: plot, reach: 2 * radius + 2)
    for (isHidden, marks) in [(false, inView), (true, outOfView)] {
      for mark in marks {
        let center = ScenePins.ways.lazy.map {
          Point(x: mark.at.x + $0.x * radius, y: mark.at.y + $0.y * radius)
        }.first { candidate in
          room.contains(Rectangle(around: candidate, radius: 0))
            && !centers.hasPoint(nearer: 2 * radius + 2, to: candidate)
            && !labels.contains { $0.overlaps(Rectangle(around: candidate, radius: radius)) }
            && !anchors.hasPoint(nearer: 1.35 * radius, to: candidate)
        }
        if let center {
          centers.insert(center)
          pins.append(Pin(rank: mark.rank, anchor: mark.at, center: center, isHidden: isHidden))
        } else if !isHidden {
          unnumbered.append(mark.at)
        }
      }
    }
    let size = MarkDrawing.dotSize(radius)
    dots = CrowdedMarks.thinned(dots, radius: size, in: plot) { $0 }
    unnumbered = CrowdedMarks.thinned(unnumbered, radius: size, in: plot) { $0 }
  }

  /// From the minimum to its number, in radii: upwards first.
  private static let ways: [Point] = [
    (0, -2.7), (-1.2, -2.5), (1.2, -2.5), (-2.2, -1.8), (2.2, -1.8), (0, -4), (-2, -3.6), (2, -3.6),
    (-2.8, 0), (2.8, 0), (0, 2.7), (-2, 2), (2, 2), (0, -5.4), (-3.4, -4.4), (3.4, -4.4),
  ].map { Point(x: $0.0, y: $0.1) }

  func draw(_ marks: MarkDrawing, showsNumbers: Bool) {
    for dot in dots { marks.drawDot(dot) }
    for dot in unnumbered { marks.drawUnnumbered(dot) }
    for pin in pins where !pin.isHidden { marks.drawLeader(from: pin.anchor, to: pin.center) }
    for pin in pins where pin.isHidden { marks.drawHollowLeader(from: pin.anchor, to: pin.center) }
    for pin in pins {
      let rank = showsNumbers ? pin.rank : nil
      if pin.isHidden {
        marks.drawNumber(rank, at: pin.center, isHollow: true)
      } else {
        marks.drawNumber(rank, at: pin.center)
      }
    }
  }
}
