/// A heap of links or attributes (HDF5 File Format Specification 3.0, III.G).
struct HDF5FractalHeap {
  private let address: Int
  private let idSize: Int
  private let hasChecksums: Bool
  private let largestManaged: Int
  private let hugeTree: Int?
  private let table: HDF5DoublingTable
  private let offsetSize: Int
  private let lengthSize: Int
  private let root: Int?
  private let rootRows: Int
  private let reader: HDF5Reader

  /// Reads the header of a heap.
  init(at address: Int, in reader: HDF5Reader) throws {
    let widths = reader.widths
    let count = 26 + 3 * widths.offset + 12 * widths.length
    var header = try reader.block("FRHP", at: address, count: count)
    try header.skip(1)
    idSize = try header.number(2)
    guard try header.number(2) == 0 else {
      throw HDF5Problem.unsupported("keeps packed links or attributes")
    }
    hasChecksums = try header.number(1) & 2 != 0
    largestManaged = try header.number(4)
    try header.skip(widths.length)
    hugeTree = try header.address()
    // Free space, what is in use, and the objects of each kind: four lengths, and six after them.
    try header.skip(widths.length + widths.offset + 8 * widths.length)
    let width = try header.number(2)
    let (start, largest) = (try header.number(widths.length), try header.number(widths.length))
    let bits = try header.number(2)
    try header.skip(2)
    root = try header.address()
    rootRows = try header.number(2)
    table = try HDF5DoublingTable(width: width, start: start, largest: largest, bits: bits)
    offsetSize = (bits + 7) / 8
    lengthSize = min(table.lengthSize, Self.bytes(for: largestManaged))
    self.address = address
    self.reader = reader
  }

  private static func bytes(for most: Int) -> Int {
    most == 0 ? 1 : (Int.bitWidth - 1 - most.leadingZeroBitCount) / 8 + 1
  }

  /// The object of an identifier, which is taken from a record.
  func object(_ record: inout HDF5Cursor) throws -> HDF5Cursor {
    var id = try record.part(idSize)
    let first = try id.number(1)
    switch first >> 4 {
    case 0:
      let offset = try id.number(offsetSize)
      return try managed(offset, count: try id.extent(lengthSize))
    case 1: return try huge(&id)
    case 2:
      // Tiny objects are in the identifier itself.
      if idSize <= 18 { return try id.part((first & 15) + 1) }
      return try id.part((first & 15) << 8 + id.number(1) + 1)
    default: throw HDF5Problem.damaged("a heap's identifier is of an unknown kind")
    }
  }

  private func huge(_ id: inout HDF5Cursor) throws -> HDF5Cursor {
    let widths = reader.widths
    if id.left >= widths.offset + widths.length {
      let address = try id.definedAddress()
      return try reader.part(at: address, count: try id.length())
    }
    let key = try id.unsigned(min(id.left, widths.length))
    guard let hugeTree else { throw HDF5Problem.damaged("a heap lacks its large objects") }
    var found: HDF5Cursor?
    try HDF5BTree2(at: hugeTree, type: 1, in: reader).forEachRecord { record in
      let address = try record.definedAddress()
      let count = try record.length()
      if try record.unsigned(widths.length) == key {
        found = try reader.part(at: address, count: count)
      }
    }
    guard let found else { throw HDF5Problem.damaged("a large object is missing from its heap") }
    return found
  }

  /// Goes from the root down to the block that holds an offset.
  private func managed(_ offset: Int, count: Int) throws -> HDF5Cursor {
    guard var block = root else { throw HDF5Problem.damaged("a heap has no blocks") }
    var (start, rows, size) = (0, rootRows, table.start)
    // Each step goes to fewer rows, so the depth is bounded.
    while rows > 0 {
      guard let cell = table.cell(of: offset - start, rows: rows) else {
        throw HDF5Problem.damaged("an offset lies outside its heap")
      }
      let child = try self.child(cell.index, of: block, rows: rows)
      (block, size) = (child, cell.size)
      start += cell.start
      let below = cell.isDirect ? 0 : table.rows(of: cell.size)
      guard below < rows else { throw HDF5Problem.damaged("a heap's blocks do not get smaller") }
      rows = below
    }
    let inside = offset - start
    let prefix = 5 + reader.widths.offset + offsetSize + (hasChecksums ? 4 : 0)
    guard inside >= prefix, inside <= size, count <= size - inside else {
      throw HDF5Problem.damaged("an object lies outside its heap")
    }
    try check(block, size: size, prefix: prefix)
    return try reader.part(at: block + inside, count: count)
  }

  private func child(_ index: Int, of block: Int, rows: Int) throws -> Int {
    let prefix = 5 + reader.widths.offset + offsetSize
    let size = rows * table.width * reader.widths.offset
    if reader.isFirstVisit(to: block) {
      _ = try reader.block("FHIB", at: block, count: prefix + size + 4)
    }
    var pointer = try reader.part(
      at: block + prefix + index * reader.widths.offset, count: reader.widths.offset)
    return try pointer.definedAddress()
  }

  /// Checks a direct block when it is first seen.
  private func check(_ block: Int, size: Int, prefix: Int) throws {
    guard reader.isFirstVisit(to: block) else { return }
    _ = try reader.block("FHDB", at: block, count: size, isChecked: false)
    guard hasChecksums, !reader.bytes.ignoresChecksums else { return }
    // The checksum is that of the block with zeros in its place.
    var bytes = reader.bytes.bytes(block..<block + size)
    let place = prefix - 4..<prefix
    let stored = littleEndian(UInt32.self, in: bytes, at: place.lowerBound, count: 1)[0]
    bytes.replaceSubrange(place, with: [0, 0, 0, 0])
    guard unsafe Lookup3.hash(bytes.span.bytes) == stored else {
      throw HDF5Problem.damaged("the checksum of the block FHDB at byte \(block) is wrong")
    }
  }
}
