/// Lanes beside each other in one direction of a picture: the columns or the rows of its plots.
///
/// Every lane has a core, the edges that all plots in it share, and room before and after the core for
/// what surrounds them. The cores divide what length everything else leaves.
package struct Lanes: Hashable {
  package struct Lane: Hashable {
    /// The room before the core.
    package var before: Double
    /// The core's share of what all cores have, relative to the other weights; above zero.
    package var weight: Double
    /// The length that the core takes at most.
    package var most: Double
    /// The room after the core.
    package var after: Double

    package init(
      before: Double = 0, weight: Double = 1, most: Double = .infinity, after: Double = 0
    ) {
      self.before = before
      self.weight = weight
      self.most = most
      self.after = after
    }
  }

  /// The length of the picture in this direction.
  package var length: Double
  /// The room before the first lane.
  package var head: Double
  /// The room after the last lane.
  package var foot: Double
  /// The room between two lanes.
  package var gap: Double
  package var lanes: [Lane]

  package init(
    length: Double, head: Double = 0, foot: Double = 0, gap: Double = 0, lanes: [Lane]
  ) {
    self.length = length
    self.head = head
    self.foot = foot
    self.gap = gap
    self.lanes = lanes
  }

  /// The length that the cores have together; negative where everything else is too long.
  package var room: Double {
    lanes.reduce(length - head - foot - gap * Double(max(0, lanes.count - 1))) {
      $0 - $1.before - $1.after
    }
  }

  /// The length that a core would have if it had no limit; negative where there is no room.
  package func share(_ lane: Int) -> Double {
    room * lanes[lane].weight / lanes.reduce(0) { $0 + $1.weight }
  }

  /// The length of a core, at least a pixel.
  package func core(_ lane: Int) -> Double { max(1, min(lanes[lane].most, share(lane))) }

  /// What remains where cores are shorter than their shares. One half lies before the first lane, the
  /// other after the last.
  package var spare: Double { max(0, room - lanes.indices.reduce(0) { $0 + core($1) }) }

  /// Where a core begins.
  package func start(_ lane: Int) -> Double {
    lanes[..<lane].indices.reduce(head + spare / 2) {
      $0 + lanes[$1].before + core($1) + lanes[$1].after + gap
    } + lanes[lane].before
  }

  /// Where a core ends.
  package func end(_ lane: Int) -> Double { start(lane) + core(lane) }

  /// The length from the beginning of the first to the end of the last of some cores without limits.
  package func share(of range: Range<Int>) -> Double {
    range.reduce(0) { $0 + share($1) } + between(range)
  }

  /// The length from the beginning of the first to the end of the last of some cores.
  package func core(of range: Range<Int>) -> Double {
    range.reduce(0) { $0 + core($1) } + between(range)
  }

  private func between(_ range: Range<Int>) -> Double {
    range.dropFirst().reduce(0) { $0 + lanes[$1 - 1].after + gap + lanes[$1].before }
  }
}
