/// The points of a field at which something happens as the level passes through it (see ``Link``), as
/// places in the grid with its ring, row by row.
///
/// Around a point that is no extreme the pieces of lower neighbours and those of higher ones take
/// turns, so that the saddles are the same from below (with 8 neighbours) as from above (with 4).
package struct CriticalPoints {
  /// Points with no lower neighbour: here a class of sublevel sets begins.
  package private(set) var minima: [Int32] = []
  /// Points with no higher neighbour among the 4 beside them: here a class of superlevel sets begins.
  package private(set) var maxima: [Int32] = []
  /// Points around which several pieces lie.
  package private(set) var saddles: [Int32] = []

  /// No points.
  init() {}

  /// The critical points among those with some masks, which stand from a place on.
  init(in masks: [UInt8], from first: Int, _ connectivity: MergeTree.Connectivity) {
    let kinds = Kind.ofMasks(connectivity)
    let chunk = 1 << 12
    var someMinima = [Int32](repeating: 0, count: min(chunk, masks.count))
    var (someMaxima, someSaddles) = (someMinima, someMinima)
    for start in stride(from: 0, to: masks.count, by: chunk) {
      let end = min(start + chunk, masks.count)
      let counts = Self.find(
        in: masks.span.extracting(start..<end), from: first + start, kinds.span,
        &someMinima, &someMaxima, &someSaddles)
      minima += someMinima[..<counts.minima]
      maxima += someMaxima[..<counts.maxima]
      saddles += someSaddles[..<counts.saddles]
    }
  }

  /// Those of one part, then those of the next.
  static func + (upper: CriticalPoints, lower: CriticalPoints) -> CriticalPoints {
    var all = upper
    all.minima += lower.minima
    all.maxima += lower.maxima
    all.saddles += lower.saddles
    return all
  }

  /// Leaves out some minima.
  mutating func removeMinima(where shouldBeRemoved: (Int32) -> Bool) {
    minima.removeAll(where: shouldBeRemoved)
  }

  /// What a point is by its mask, as bits.
  private enum Kind {
    static let minimum: UInt8 = 1
    static let maximum: UInt8 = 2
    static let saddle: UInt8 = 4

    /// The kinds of the 256 masks.
    static func ofMasks(_ connectivity: MergeTree.Connectivity) -> [UInt8] {
      switch connectivity {
      case .four: four
      case .eight: eight
      }
    }

    private static let four = kinds(.below(.four))
    private static let eight = kinds(.below(.eight))

    private static func kinds(_ table: LinkTable) -> [UInt8] {
      zip(table.counts, LinkTable.above.counts).map { below, above in
        (below == 0 ? minimum : 0) | (above == 0 ? maximum : 0) | (below > 1 ? saddle : 0)
      }
    }
  }

  /// Writes the critical points of a chunk to the beginnings of three lists; how many there are.
  private static func find(
    in masks: Span<UInt8>, from start: Int, _ kinds: Span<UInt8>,
    _ minima: inout [Int32], _ maxima: inout [Int32], _ saddles: inout [Int32]
  ) -> (minima: Int, maxima: Int, saddles: Int) {
    let block = 16
    var minimaTarget = minima.mutableSpan
    var maximaTarget = maxima.mutableSpan
    var saddlesTarget = saddles.mutableSpan
    var (minimaCount, maximaCount, saddlesCount) = (0, 0, 0)
    for first in stride(from: 0, to: masks.count, by: block) {
      let some = masks.extracting(first..<min(first + block, masks.count))
      var anything: UInt8 = 0
      for offset in some.indices { anything |= kinds[Int(some[offset])] }
      if anything == 0 { continue }
      // Written always, counted where it applies: no branch that noise makes unpredictable.
      for offset in some.indices {
        let kind = kinds[Int(some[offset])]
        let place = Int32(truncatingIfNeeded: start &+ first &+ offset)
        minimaTarget[minimaCount] = place
        maximaTarget[maximaCount] = place
        saddlesTarget[saddlesCount] = place
        minimaCount &+= Int(kind & Kind.minimum)
        maximaCount &+= Int(kind & Kind.maximum) >> 1
        saddlesCount &+= Int(kind & Kind.saddle) >> 2
      }
    }
    return (minimaCount, maximaCount, saddlesCount)
  }
}
