/// A B-tree of version 2 (HDF5 File Format Specification 3.0, III.A.2).
struct HDF5BTree2 {
  /// The numbers of bytes that a level's nodes use for its children.
  private struct Level {
    /// The most records in a node and all below it.
    let most: Int
    /// The bytes that hold a number of records up to that.
    let totalSize: Int
  }

  private static let mostLevels = 32
  private let type: Int
  private let recordSize: Int
  private let root: (address: Int, records: Int)?
  /// The levels from the leaves on.
  private let levels: [Level]
  private let countSize: Int
  private let reader: HDF5Reader

  /// Reads the header of a tree.
  ///
  /// - Parameter type: the type of record that it must have.
  init(at address: Int, type: Int, in reader: HDF5Reader) throws {
    let widths = reader.widths
    var header = try reader.block(
      "BTHD", at: address, count: 22 + widths.offset + widths.length)
    try header.skip(1)
    guard try header.number(1) == type else {
      throw HDF5Problem.damaged("the B-tree at byte \(address) is of another type")
    }
    let (nodeSize, recordSize) = (try header.extent(4), try header.number(2))
    let depth = try header.number(2)
    try header.skip(2)
    let rootAddress = try header.address()
    let records = try header.number(2)
    root = rootAddress.map { ($0, records) }
    guard recordSize > 0, depth < Self.mostLevels, nodeSize >= 10 + recordSize else {
      throw HDF5Problem.damaged("the B-tree at byte \(address) claims impossible sizes")
    }
    let inLeaf = (nodeSize - 10) / recordSize
    countSize = Self.bytes(for: inLeaf)
    var levels = [Level(most: inLeaf, totalSize: 0)]
    for _ in 0..<depth {
      let below = levels[levels.count - 1]
      let pointer = widths.offset + countSize + below.totalSize
      let inNode = (nodeSize - 10 - pointer) / (recordSize + pointer)
      guard inNode > 0 else {
        throw HDF5Problem.damaged("the B-tree at byte \(address) claims impossible sizes")
      }
      let (product, isTooMuch) = (inNode + 1).multipliedReportingOverflow(by: below.most)
      let (most, isMore) = product.addingReportingOverflow(inNode)
      guard !isTooMuch, !isMore else {
        throw HDF5Problem.damaged("the B-tree at byte \(address) claims impossible sizes")
      }
      levels.append(Level(most: most, totalSize: Self.bytes(for: most)))
    }
    self.type = type
    self.recordSize = recordSize
    self.levels = levels
    self.reader = reader
  }

  /// The bytes that hold a number up to a positive one.
  private static func bytes(for most: Int) -> Int {
    (Int.bitWidth - 1 - most.leadingZeroBitCount) / 8 + 1
  }

  /// Calls `body` with each record, in order.
  func forEachRecord(_ body: (inout HDF5Cursor) throws -> Void) throws {
    guard let root else { return }
    try visit(root.address, records: root.records, level: levels.count - 1, body)
  }

  private func visit(
    _ address: Int, records: Int, level: Int, _ body: (inout HDF5Cursor) throws -> Void
  ) throws {
    let widths = reader.widths
    guard records <= 1 << 32 else {
      throw HDF5Problem.damaged("the B-tree node at byte \(address) claims \(records) records")
    }
    let totalSize = level > 0 ? levels[level - 1].totalSize : 0
    let pointer = level > 0 ? widths.offset + countSize + totalSize : 0
    let children = level > 0 ? (records + 1) * pointer : 0
    let count = 10 + records * recordSize + children
    var node = try reader.block(level > 0 ? "BTIN" : "BTLF", at: address, count: count)
    try node.skip(1)
    guard try node.number(1) == type else {
      throw HDF5Problem.damaged("the B-tree node at byte \(address) is of another type")
    }
    var keys = try node.part(records * recordSize)
    for index in 0...records {
      if level > 0 {
        let child = try node.definedAddress()
        let inChild = try node.extent(countSize)
        try node.skip(totalSize)
        try visit(child, records: inChild, level: level - 1, body)
      }
      if index < records {
        var record = try keys.part(recordSize)
        try body(&record)
      }
    }
  }
}
