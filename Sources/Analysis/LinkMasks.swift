internal import Grids

/// The lower link of every point of a field, as masks (see ``Link``), in a grid with a ring around it.
///
/// Points are compared by value, equal ones by index, so that no two are equal. Values that are not
/// finite count as +∞, and what lies outside is higher than they are.
struct LinkMasks {
  /// The number of columns of the field.
  let columns: Int
  /// The number of columns with the ring.
  let width: Int
  /// The values of the field, in its order; +∞ where they are not finite.
  let values: [Double]
  /// A mask for each point of the grid with its ring, row by row. On the ring stands the mask of a
  /// point at which nothing happens.
  let masks: [UInt8]

  /// The number of points from which on two threads are faster than one.
  static let worthAThread = 1 << 14

  /// The mask of a point that joins one piece to nothing, from whatever side one looks.
  private static let quiet: UInt8 = 0b0000_0010

  init(_ field: ScalarField) {
    hasWalls = !field.values.allSatisfy(\.isFinite)
    let values = hasWalls ? field.values.map { $0.isFinite ? $0 : .infinity } : field.values
    let (columns, rows) = (field.grid.columns, field.grid.rows)
    self.values = values
    self.columns = columns
    width = columns + 2
    let half = rows / 2
    let (upper, lower) = inParallel(
      if: values.count >= Self.worthAThread,
      { Self.masks(of: values, columns: columns, rows: 0..<half, of: rows) },
      { Self.masks(of: values, columns: columns, rows: half..<rows, of: rows) })
    let edge = [UInt8](repeating: Self.quiet, count: width)
    masks = edge + upper + lower + edge
  }

  /// The index in the field of a point of the grid with its ring.
  func index(of padded: Int) -> Int {
    let row = UInt32(truncatingIfNeeded: padded) / UInt32(truncatingIfNeeded: width)
    return padded - 2 * Int(row) - columns - 1
  }

  /// Whether there are values that are not finite.
  let hasWalls: Bool

  /// The value at a place of the grid with its ring that is not on the ring.
  func value(at place: Int) -> Double { values[index(of: place)] }

  /// Whether the value at such a place is not finite.
  func isWall(_ place: Int) -> Bool { value(at: place) == .infinity }

  /// The place in the grid with its ring of a point of the field.
  func padded(_ index: Int) -> Int { index + 2 * (index / columns) + columns + 3 }

  private static func masks(
    of values: [Double], columns: Int, rows: Range<Int>, of count: Int
  ) -> [UInt8] {
    var masks = [UInt8](repeating: quiet, count: rows.count * (columns + 2))
    // Comparisons with the neighbours that come later. Those with the ones that came before are
    // their complements. All bits set stand for a neighbour outside: the complement is "not lower".
    var above = [UInt8](repeating: 0xFF, count: columns + 2)
    var here = above
    func compare(_ row: Int, into bits: inout [UInt8]) {
      let start = row * columns
      if row + 1 < count, columns > 1 {
        compareLater(values.span.extracting(start..<start + 2 * columns), into: &bits)
      } else {
        compareAtEdge(
          values.span.extracting(start..<min(start + 2 * columns, values.count)),
          columns: columns, into: &bits)
      }
    }
    if rows.lowerBound > 0 { compare(rows.lowerBound - 1, into: &above) }
    for row in rows {
      compare(row, into: &here)
      combine(above.span, here.span, into: &masks, from: (row - rows.lowerBound) * (columns + 2))
      swap(&above, &here)
    }
    return masks
  }

  /// The bits of the neighbours 4 to 7 for one row of at least 2 columns, from it and the row below.
  private static func compareLater(_ pair: Span<Double>, into bits: inout [UInt8]) {
    let columns = pair.count / 2
    let row = pair.extracting(..<columns)
    let below = pair.extracting(columns...)
    var target = bits.mutableSpan
    for column in 1..<columns - 1 {
      let value = row[column]
      let right: UInt8 = row[column + 1] < value ? 1 : 0
      let belowLeft: UInt8 = below[column - 1] < value ? 1 : 0
      let belowHere: UInt8 = below[column] < value ? 1 : 0
      let belowRight: UInt8 = below[column + 1] < value ? 1 : 0
      target[column + 1] = right << 4 | belowLeft << 5 | belowHere << 6 | belowRight << 7
    }
    let last = columns - 1
    target[1] =
      (row[1] < row[0] ? 16 : 0) | (below[0] < row[0] ? 64 : 0) | (below[1] < row[0] ? 128 : 0)
    target[columns] = (below[last - 1] < row[last] ? 32 : 0) | (below[last] < row[last] ? 64 : 0)
  }

  /// The same where the row below or the columns beside are missing.
  private static func compareAtEdge(
    _ rows: Span<Double>, columns: Int, into bits: inout [UInt8]
  ) {
    for column in 0..<columns {
      let isRightLower = column + 1 < columns && rows[column + 1] < rows[column]
      let isBelowLower = rows.count > columns && rows[column + columns] < rows[column]
      bits[column + 1] = (isRightLower ? 16 : 0) | (isBelowLower ? 64 : 0)
    }
  }

  /// The masks of a row from its own bits and those of the row above.
  private static func combine(
    _ above: Span<UInt8>, _ here: Span<UInt8>, into masks: inout [UInt8], from start: Int
  ) {
    let width = above.count
    var target = masks.mutableSpan
    for column in 1..<width - 1 {
      let left = ~here[column - 1] >> 1 & 8
      let over = ~above[column - 1] >> 7 | ~above[column] >> 5 & 2 | ~above[column + 1] >> 3 & 4
      target[start + column] = here[column] | left | over
    }
  }
}
