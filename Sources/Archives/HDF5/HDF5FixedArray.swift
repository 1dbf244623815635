/// The index of the chunks of a dataset that cannot grow (HDF5 File Format Specification 3.0, VII.C).
struct HDF5FixedArray {
  private let count: Int
  private let entrySize: Int
  private let pageEntries: Int
  private let block: Int?
  private let reader: HDF5Reader

  init(at address: Int, entrySize: Int, in reader: HDF5Reader) throws {
    let widths = reader.widths
    var header = try reader.block(
      "FAHD", at: address, count: 12 + widths.length + widths.offset)
    try header.skip(2)
    let found = try header.number(1)
    let pageBits = try header.number(1)
    count = try header.length()
    block = try header.address()
    guard found == entrySize, (1...32).contains(pageBits) else {
      throw HDF5Problem.damaged("the index of its chunks claims impossible sizes")
    }
    pageEntries = 1 << pageBits
    self.entrySize = entrySize
    self.reader = reader
  }

  /// Calls `body` with each index and its entry.
  func forEach(_ body: (Int, inout HDF5Cursor) throws -> Void) throws {
    guard let block, count > 0 else { return }
    let prefix = 6 + reader.widths.offset
    guard count > pageEntries else {
      let size = count * entrySize
      var entries = try reader.block("FADB", at: block, count: prefix + size + 4)
      try entries.skip(prefix - 4)
      return try Self.entries(&entries, 0..<count, entrySize, body)
    }
    let pages = (count - 1) / pageEntries + 1
    let mapSize = (pages + 7) / 8
    var header = try reader.block("FADB", at: block, count: prefix + mapSize + 4)
    try header.skip(prefix - 4)
    let map = try header.bytes(mapSize)
    var address = block + prefix + mapSize + 4
    for page in 0..<pages {
      let range = page * pageEntries..<min(count, (page + 1) * pageEntries)
      let size = range.count * entrySize + 4
      // Pages without a bit were never written.
      if map[page / 8] & (0x80 >> UInt8(page % 8)) != 0 {
        var entries = try reader.checkedPart(at: address, count: size)
        try Self.entries(&entries, range, entrySize, body)
      }
      address += size
    }
  }

  static func entries(
    _ cursor: inout HDF5Cursor, _ range: Range<Int>, _ size: Int,
    _ body: (Int, inout HDF5Cursor) throws -> Void
  ) throws {
    for index in range {
      var entry = try cursor.part(size)
      try body(index, &entry)
    }
  }
}
