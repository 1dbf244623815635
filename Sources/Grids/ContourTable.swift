/// Marching squares as one literal table (Lorensen & Cline's idea in two dimensions).
///
/// A cell has four corners; bit 0 is its south-west corner, bit 1 south-east, bit 2 north-east,
/// bit 3 north-west, set where the value is **at or above** the level. South is the row with the
/// smaller y, west the column with the smaller x.
///
///     NW 8 ──N── 4 NE
///        │       │
///        W       E
///        │       │
///     SW 1 ──S── 2 SE
///
/// Every segment runs so that the region at or above the level lies on its left; chained segments
/// therefore enclose that region counterclockwise.
enum ContourTable {
  /// A side of a cell.
  enum Side: Int {
    case south, east, north, west
  }

  /// A piece of contour line from the crossing on one side to the crossing on another.
  struct Segment {
    let from: Side
    let to: Side

    init(_ from: Side, _ to: Side) {
      self.from = from
      self.to = to
    }
  }

  /// The segments of a cell by the bits of its corners.
  ///
  /// In the two saddle cells (5 and 10) the table holds the reading in which the corners at or
  /// above the level are *separate*; `joined` holds the other.
  static let separate: [[Segment]] = [
    [],  // 0
    [Segment(.south, .west)],  // 1: SW
    [Segment(.east, .south)],  // 2: SE
    [Segment(.east, .west)],  // 3: SW SE
    [Segment(.north, .east)],  // 4: NE
    [Segment(.south, .west), Segment(.north, .east)],  // 5: SW NE, saddle
    [Segment(.north, .south)],  // 6: SE NE
    [Segment(.north, .west)],  // 7: SW SE NE
    [Segment(.west, .north)],  // 8: NW
    [Segment(.south, .north)],  // 9: SW NW
    [Segment(.east, .south), Segment(.west, .north)],  // 10: SE NW, saddle
    [Segment(.east, .north)],  // 11: SW SE NW
    [Segment(.west, .east)],  // 12: NE NW
    [Segment(.south, .east)],  // 13: SW NE NW
    [Segment(.west, .south)],  // 14: SE NE NW
    [],  // 15
  ]

  /// The saddle cells whose mean of the four corners is at or above the level: the two corners
  /// at or above it are joined through the middle.
  static let joined: [Int: [Segment]] = [
    5: [Segment(.south, .east), Segment(.north, .west)],
    10: [Segment(.west, .south), Segment(.east, .north)],
  ]
}
