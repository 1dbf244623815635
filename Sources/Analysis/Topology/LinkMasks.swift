package import Grids

/// The lower link of every point of a field, as masks (see ``Link``), in a grid with a ring around it;
/// and the points at which these say that something happens.
///
/// Points are compared by value, equal ones by index, so that no two are equal. Values that are not
/// finite count as +∞, and what lies outside is higher than they are.
package struct LinkMasks {
  /// The number of columns of the field.
  let columns: Int
  /// The number of columns with the ring.
  package let width: Int
  /// The values of the field, in its order; +∞ where they are not finite.
  let values: [Double]
  /// A mask for each point of the grid with its ring, row by row. On the ring stands the mask of a
  /// point at which nothing happens.
  package let masks: [UInt8]

  /// The points at which something happens. Walls are no minima, but may be saddles.
  package private(set) var points: CriticalPoints

  /// The number of points from which on two threads are faster than one.
  static let worthAThread = 1 << 14

  /// The mask of a point that joins one piece to nothing, from whatever side one looks.
  private static let quiet: UInt8 = 0b0000_0010

  /// - Parameter connectivity: that of sublevel sets.
  package init(_ field: ScalarField, _ connectivity: MergeTree.Connectivity) {
    let rows = field.grid.rows
    columns = field.grid.columns
    width = columns + 2
    var found = Self.strips(of: field.values, columns: columns, rows: rows, connectivity)
    let hasWalls = !found.allSatisfy(\.areFinite)
    values = hasWalls ? field.values.map { $0.isFinite ? $0 : .infinity } : field.values
    if hasWalls {
      found = Self.strips(of: values, columns: columns, rows: rows, connectivity)
    }
    let edge = [UInt8](repeating: Self.quiet, count: width)
    masks = edge + found[0].masks + found[1].masks + edge
    points = found[0].points + found[1].points
    if hasWalls {
      let links = self
      points.removeMinima { links.isWall(Int($0)) }
    }
  }

  /// The index in the field of a point of the grid with its ring.
  func index(of padded: Int) -> Int {
    let row = UInt32(truncatingIfNeeded: padded) / UInt32(truncatingIfNeeded: width)
    return padded - 2 * Int(row) - columns - 1
  }

  /// The value at a place of the grid with its ring that is not on the ring.
  func value(at place: Int) -> Double { values[index(of: place)] }

  /// Whether the value at such a place is not finite.
  func isWall(_ place: Int) -> Bool { value(at: place) == .infinity }

  /// The place in the grid with its ring of a point of the field.
  func padded(_ index: Int) -> Int { index + 2 * (index / columns) + columns + 3 }

  /// The upper and the lower half.
  private static func strips(
    of values: [Double], columns: Int, rows: Int, _ connectivity: MergeTree.Connectivity
  ) -> [Strip] {
    let half = rows / 2
    let (upper, lower) = inParallel(
      if: values.count >= worthAThread,
      { Strip(values, columns: columns, rows: 0..<half, of: rows, connectivity) },
      { Strip(values, columns: columns, rows: half..<rows, of: rows, connectivity) })
    return [upper, lower]
  }

  /// Some rows.
  private struct Strip {
    private(set) var masks: [UInt8]
    private(set) var points = CriticalPoints()
    /// Whether all values of these rows are finite.
    private(set) var areFinite = true
    private let columns: Int

    init(
      _ values: [Double], columns: Int, rows: Range<Int>, of count: Int,
      _ connectivity: MergeTree.Connectivity
    ) {
      self.columns = columns
      masks = Array(repeating: quiet, count: rows.count * (columns + 2))
      // Comparisons with the neighbours that come later. Those with the ones that came before are
      // their complements. All bits set stand for a neighbour outside: the complement is "not lower".
      var above = [UInt8](repeating: 0xFF, count: columns + 2)
      var here = above
      if rows.lowerBound > 0 {
        compare(values, row: rows.lowerBound - 1, of: count, into: &above)
      }
      for row in rows {
        compare(values, row: row, of: count, into: &here)
        combine(above.span, here.span, from: (row - rows.lowerBound) * (columns + 2))
        swap(&above, &here)
      }
      // The ring takes a row above all others.
      points = CriticalPoints(
        in: masks, from: (rows.lowerBound + 1) * (columns + 2), connectivity)
    }

    /// Compares the points of a row with the neighbours 4 to 7.
    private mutating func compare(
      _ values: [Double], row: Int, of count: Int, into bits: inout [UInt8]
    ) {
      let first = values.span.extracting(row * columns..<(row + 1) * columns)
      let hasNext = row + 1 < count
      let next = hasNext ? values.span.extracting((row + 1) * columns..<(row + 2) * columns) : first
      var target = bits.mutableSpan
      if columns > 2 {
        areFinite = Self.compareInside(first, next, into: &target) && areFinite
      }
      for column in stride(from: 0, to: columns, by: max(1, columns - 1)) {
        let value = first[column]
        areFinite = areFinite && value.isFinite
        var mask: UInt8 = next[column] < value ? 64 : 0
        if column > 0, next[column - 1] < value { mask |= 32 }
        if column + 1 < columns {
          if first[column + 1] < value { mask |= 16 }
          if next[column + 1] < value { mask |= 128 }
        }
        target[column + 1] = mask
      }
      if !hasNext { for place in bits.indices { bits[place] &= 16 } }
    }

    /// Does so for the points that have a neighbour on either side; whether their values are finite.
    private static func compareInside(
      _ row: Span<Double>, _ below: Span<Double>, into bits: inout MutableSpan<UInt8>
    ) -> Bool {
      let count = row.count - 2
      let here = row.extracting(1...count)
      let right = row.extracting(2...)
      let belowLeft = below.extracting(..<count)
      let belowHere = below.extracting(1...count)
      let belowRight = below.extracting(2...)
      // x − x is 0 for a finite x, and NaN for others.
      var strange: UInt64 = 0
      for column in 0..<count {
        let value = here[column]
        strange |= (value - value).bitPattern
        // Summed as numbers, so that two columns stay one vector until the end. Beside 2^52 the sum
        // stands in the last bits.
        let a = right[column] < value ? 16.0 : 0
        let b = belowLeft[column] < value ? 32.0 : 0
        let c = belowHere[column] < value ? 64.0 : 0
        let d = belowRight[column] < value ? 128.0 : 0
        let sum = ((a + b) + (c + d)) + 0x1p52
        bits[column + 2] = UInt8(truncatingIfNeeded: sum.bitPattern)
      }
      return strange == 0
    }

    /// The masks of a row from its own bits and those of the row above.
    private mutating func combine(_ above: Span<UInt8>, _ here: Span<UInt8>, from start: Int) {
      let aboveLeft = above.extracting(..<columns)
      let aboveHere = above.extracting(1...columns)
      let aboveRight = above.extracting(2...)
      let left = here.extracting(..<columns)
      let own = here.extracting(1...columns)
      let first = start + 1
      let columns = columns
      var target = masks.mutableSpan
      for column in 0..<columns {
        let over =
          ~aboveLeft[column] >> 7 | ~aboveHere[column] >> 5 & 2 | ~aboveRight[column] >> 3 & 4
        target[first + column] = own[column] | ~left[column] >> 1 & 8 | over
      }
    }
  }
}
