internal import RealModule

/// Where the marks of a plot's minima stand: circles with numbers that never cover each other, and dots for
/// the rest: minima that do not count, and those that count but find no room for their number.
package struct MarkPlacement: Sendable {
  /// A number in a circle; away from its minimum where others are in the way.
  package struct Numbered: Hashable, Sendable {
    package let rank: Int
    package let anchor: Point
    package let center: Point
  }

  package private(set) var numbered: [Numbered] = []
  package private(set) var unnumbered: [Point] = []
  package private(set) var dots: [Point] = []

  /// Places marks inside a plot: the deepest first, at its minimum or else close by with a leader
  /// line; one that finds no room stays without a number.
  package init(_ marks: [MinimumMark], in frame: PlotFrame, radius: Double) {
    let extent = frame.extent
    let visible = marks.filter { extent.x.contains($0.x) && extent.y.contains($0.y) }
    func anchor(_ mark: MinimumMark) -> Point { Point(x: frame.x(mark.x), y: frame.y(mark.y)) }

    dots = visible.filter { $0.rank == nil }.map(anchor)
    let ranked = visible.compactMap { mark in mark.rank.map { (rank: $0, at: anchor(mark)) } }
      .sorted { $0.rank < $1.rank }
    let plot = frame.rectangle
    defer {
      let size = MarkDrawing.dotSize(radius)
      dots = CrowdedMarks.thinned(dots, radius: size, in: plot) { $0 }
      unnumbered = CrowdedMarks.thinned(unnumbered, radius: size, in: plot) { $0 }
    }
    guard min(plot.width, plot.height) > 2 * radius + 2 else {
      unnumbered = ranked.map(\.at)
      return
    }
    let room = plot.inset(by: radius + 1)
    let minima = PointBins(ranked.map(\.at), within: plot, reach: 1.3 * radius)
    var centers = PointBins(within: plot, reach: 2 * radius + 2)
    var anchors = PointBins(within: plot, reach: 1.3 * radius)
    let ways = MarkPlacement.ways(radius: radius)
    for (rank, at) in ranked {
      let center = ways.lazy.map { Point(x: at.x + $0.x, y: at.y - $0.y) }.first { candidate in
        room.contains(Rectangle(around: candidate, radius: 0))
          && !centers.hasPoint(nearer: 2 * radius + 2, to: candidate)
          && !anchors.hasPoint(nearer: 1.3 * radius, to: candidate)
          && (candidate == at
            || !minima.hasPoint(nearer: 1.3 * radius, to: candidate) { $0 != at })
      }
      if let center {
        numbered.append(Numbered(rank: rank, anchor: at, center: center))
        centers.insert(center)
        anchors.insert(at)
      } else {
        unnumbered.append(at)
      }
    }
  }

  /// From a minimum to where its number may stand: the place itself, then rings of twelve directions about
  /// it.
  private static func ways(radius: Double) -> [Point] {
    let angles = (1...12).map { Double($0) * .pi / 6 }
    return [Point(x: 0, y: 0)]
      + [2.3, 3.4, 4.6].flatMap { ring in
        angles.map {
          Point(x: ring * radius * Double.cos($0), y: ring * radius * Double.sin($0))
        }
      }
  }
}
