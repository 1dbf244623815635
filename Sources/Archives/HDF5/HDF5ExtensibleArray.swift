/// The index of the chunks of a dataset that can grow along one dimension (HDF5 File Format
/// Specification 3.0, VII.D).
struct HDF5ExtensibleArray {
  private let entrySize: Int
  private let inIndex: Int
  private let smallestBlock: Int
  private let smallestPointers: Int
  private let pageEntries: Int
  private let superBlocks: Int
  private let offsetSize: Int
  private let index: Int?
  private let reader: HDF5Reader

  init(at address: Int, entrySize: Int, in reader: HDF5Reader) throws {
    let widths = reader.widths
    var header = try reader.block(
      "EAHD", at: address, count: 16 + 6 * widths.length + widths.offset)
    try header.skip(2)
    let found = try header.number(1)
    let bits = try header.number(1)
    inIndex = try header.number(1)
    smallestBlock = try header.number(1)
    smallestPointers = try header.number(1)
    let pageBits = try header.number(1)
    try header.skip(6 * widths.length)
    index = try header.address()
    func isPower(_ number: Int) -> Bool { number > 0 && number & (number - 1) == 0 }
    guard found == entrySize, (1...48).contains(bits), isPower(smallestBlock),
      isPower(smallestPointers), (1...32).contains(pageBits),
      smallestBlock.trailingZeroBitCount <= bits
    else { throw HDF5Problem.damaged("the index of its chunks claims impossible sizes") }
    pageEntries = 1 << pageBits
    superBlocks = 1 + bits - smallestBlock.trailingZeroBitCount
    offsetSize = (bits + 7) / 8
    self.entrySize = entrySize
    self.reader = reader
  }

  /// The data blocks of a super block, all of one size.
  private struct Row {
    let blocks: Int
    let entries: Int
  }

  private func row(_ number: Int) -> Row {
    Row(blocks: 1 << (number / 2), entries: smallestBlock << ((number + 1) / 2))
  }

  /// Calls `body` with each index and its entry.
  func forEach(_ body: (Int, inout HDF5Cursor) throws -> Void) throws {
    guard let index else { return }
    let width = reader.widths.offset
    // The data blocks of the first super blocks have their addresses in the index block.
    let direct = min(superBlocks, 2 * smallestPointers.trailingZeroBitCount)
    let directBlocks = 2 * (smallestPointers - 1)
    let pointers = (directBlocks + superBlocks - direct) * width
    var block = try reader.block(
      "EAIB", at: index, count: 10 + width + inIndex * entrySize + pointers)
    try block.skip(2 + width)
    try HDF5FixedArray.entries(&block, 0..<inIndex, entrySize, body)
    var next = inIndex
    for number in 0..<superBlocks {
      let row = row(number)
      if number < direct {
        for _ in 0..<row.blocks {
          let address = try block.address()
          if let address { try read(row, at: address, from: next, pages: nil, body) }
          next += row.entries
        }
      } else {
        if let address = try block.address() {
          try readSuperBlock(row, at: address, from: next, body)
        }
        next += row.blocks * row.entries
      }
    }
  }

  private func readSuperBlock(
    _ row: Row, at address: Int, from first: Int,
    _ body: (Int, inout HDF5Cursor) throws -> Void
  ) throws {
    let width = reader.widths.offset
    let pages = row.entries > pageEntries ? row.entries / pageEntries : 0
    let mapSize = (pages + 7) / 8
    let prefix = 2 + width + offsetSize
    var block = try reader.block(
      "EASB", at: address, count: 8 + prefix + row.blocks * (mapSize + width))
    try block.skip(prefix)
    // A bit for each page, those of the blocks one after another.
    let map = try block.bytes(row.blocks * mapSize)
    for number in 0..<row.blocks {
      guard let address = try block.address() else { continue }
      let written = (number * pages..<(number + 1) * pages).map {
        map[$0 / 8] & (0x80 >> UInt8($0 % 8)) != 0
      }
      try read(
        row, at: address, from: first + number * row.entries, pages: pages > 0 ? written : nil,
        body)
    }
  }

  /// Reads a data block.
  ///
  /// - Parameter pages: whether each page was written; nil for a block in one piece.
  private func read(
    _ row: Row, at address: Int, from first: Int, pages: [Bool]?,
    _ body: (Int, inout HDF5Cursor) throws -> Void
  ) throws {
    let prefix = 2 + reader.widths.offset + offsetSize
    guard let pages else {
      let size = try checkedProduct(row.entries, entrySize)
      var block = try reader.block(
        "EADB", at: address, count: 8 + prefix + min(size, reader.bytes.count))
      try block.skip(prefix)
      return try HDF5FixedArray.entries(&block, first..<first + row.entries, entrySize, body)
    }
    _ = try reader.block("EADB", at: address, count: 8 + prefix)
    let size = pageEntries * entrySize + 4
    for (page, isWritten) in pages.enumerated() where isWritten {
      var entries = try reader.checkedPart(at: address + 8 + prefix + page * size, count: size)
      let start = first + page * pageEntries
      try HDF5FixedArray.entries(&entries, start..<start + pageEntries, entrySize, body)
    }
  }
}
