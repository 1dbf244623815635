/// How a heap's offsets are laid out over its blocks: rows of blocks, of which the first two have the
/// starting size and each further one twice the size of that before it (HDF5 File Format Specification
/// 3.0, III.G).
struct HDF5DoublingTable {
  /// The blocks of a row.
  let width: Int
  /// The size of the first blocks.
  let start: Int
  private let startBits: Int
  private let largestBits: Int
  private let widthBits: Int

  /// - Throws: `HDF5Problem` unless the sizes are powers of two and small enough.
  init(width: Int, start: Int, largest: Int, bits: Int) throws {
    func isPower(_ number: Int) -> Bool { number > 0 && number & (number - 1) == 0 }
    guard isPower(width), isPower(start), isPower(largest), start <= largest, width <= 1 << 15,
      largest <= 1 << 32, (1...56).contains(bits)
    else { throw HDF5Problem.damaged("a heap claims impossible sizes") }
    self.width = width
    self.start = start
    startBits = start.trailingZeroBitCount
    largestBits = largest.trailingZeroBitCount
    widthBits = width.trailingZeroBitCount
  }

  /// The bytes that hold the length of an object in the largest block.
  var lengthSize: Int { (largestBits + 7) / 8 }

  /// The rows of a block of rows of a size.
  func rows(of size: Int) -> Int { size.trailingZeroBitCount - startBits - widthBits + 1 }

  /// A block in a block of rows.
  struct Cell {
    /// Its number.
    let index: Int
    /// The offset at which it begins.
    let start: Int
    /// Its size.
    let size: Int
    /// Whether it holds objects, not rows.
    let isDirect: Bool
  }

  /// The block that holds an offset; nil if it is beyond the rows.
  func cell(of offset: Int, rows: Int) -> Cell? {
    guard offset >= 0 else { return nil }
    // Row r from 1 on begins at width × start × 2^(r − 1).
    let inRows = offset >> (widthBits + startBits)
    let row = inRows == 0 ? 0 : Int.bitWidth - inRows.leadingZeroBitCount
    guard row < rows else { return nil }
    let sizeBits = startBits + max(0, row - 1)
    let rowStart = row == 0 ? 0 : 1 << (widthBits + startBits + row - 1)
    let column = (offset - rowStart) >> sizeBits
    return Cell(
      index: row * width + column, start: rowStart + column << sizeBits, size: 1 << sizeBits,
      isDirect: sizeBits <= largestBits)
  }
}
