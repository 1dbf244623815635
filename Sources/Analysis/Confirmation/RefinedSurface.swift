package import Grids

/// A surface of which parts are known at finer spacing: the finer points that have been sampled,
/// and for the others what the coarser ones say.
///
/// Level 0 is the surface's own grid; each level halves the spacing of the one before, by points
/// in the middle between two. A point of a level that has not been sampled takes the value of the
/// lowest way over coarser points that it lies on: in the middle of an edge the larger one of its
/// ends, in the middle of a cell the larger end of the better diagonal. So as long as nothing is
/// known a finer level has the same minima with the same barriers as the coarser one, and every
/// point that is sampled replaces a guess.
package struct RefinedSurface {
  /// The grid of each level, the surface's own first.
  package let grids: [Grid]
  // All that has been sampled, on the finest grid.
  private var values: [Double]
  private var isKnown: [Bool]

  /// - Parameters:
  ///   - losses: the losses on the surface's own grid.
  ///   - levels: how often the spacing is halved.
  /// - Returns: nil where the spacing is too small to be halved this often.
  package init?(losses: ScalarField, levels: Int) {
    var grids = [losses.grid]
    for _ in 0..<levels {
      guard
        let finer = Grid(
          xs: RefinedSurface.halved(grids[grids.count - 1].xs),
          ys: RefinedSurface.halved(grids[grids.count - 1].ys))
      else { return nil }
      grids.append(finer)
    }
    self.grids = grids
    let finest = grids[levels]
    values = Array(repeating: .nan, count: finest.count)
    isKnown = Array(repeating: false, count: finest.count)
    for point in 0..<losses.grid.count where losses.isComputed[point] {
      set(losses.values[point], at: point, level: 0)
    }
  }

  private static func halved(_ axis: [Double]) -> [Double] {
    axis.indices.dropLast().flatMap { [axis[$0], axis[$0] + (axis[$0 + 1] - axis[$0]) / 2] }
      + axis.suffix(1)
  }

  /// Where a point of a level lies.
  package func position(of point: Int, level: Int) -> PlanePoint {
    let grid = grids[level]
    return PlanePoint(x: grid.xs[grid.column(of: point)], y: grid.ys[grid.row(of: point)])
  }

  /// Whether a point of a level has been sampled.
  package func isKnown(_ point: Int, level: Int) -> Bool { isKnown[finest(point, level)] }

  /// Notes the loss at a point of a level.
  package mutating func set(_ loss: Double, at point: Int, level: Int) {
    values[finest(point, level)] = loss
    isKnown[finest(point, level)] = true
  }

  /// The losses on the grid of a level.
  package func field(level: Int) -> ScalarField {
    var losses = (0..<grids[0].count).map { values[finest($0, 0)] }
    for level in stride(from: 1, through: level, by: 1) {
      let (coarse, fine) = (grids[level - 1], grids[level])
      func loss(_ column: Int, _ row: Int) -> Double {
        losses[coarse.index(column: column, row: row)]
      }
      losses = (0..<fine.count).map { point in
        if isKnown(point, level: level) { return values[finest(point, level)] }
        let (column, row) = (fine.column(of: point), fine.row(of: point))
        let (left, below) = (column / 2, row / 2)
        let (right, above) = (left + column % 2, below + row % 2)
        let rising = higher(loss(left, below), loss(right, above))
        let falling = higher(loss(left, above), loss(right, below))
        // Of a point on an edge the two are the same.
        return rising.isFinite && (rising <= falling || !falling.isFinite) ? rising : falling
      }
    }
    return ScalarField(grid: grids[level], values: losses)
  }

  /// The larger one of two losses; not finite if one of them is not.
  private func higher(_ a: Double, _ b: Double) -> Double {
    a.isFinite && b.isFinite ? max(a, b) : .nan
  }

  private func finest(_ point: Int, _ level: Int) -> Int {
    let factor = 1 << (grids.count - 1 - level)
    let grid = grids[level]
    return grids[grids.count - 1].index(
      column: grid.column(of: point) * factor, row: grid.row(of: point) * factor)
  }
}
