/// The first block of an HDF5 file (HDF5 File Format Specification 3.0, II.A), versions 0 to 3.
struct HDF5Superblock {
  /// How wide addresses and lengths are, and where they are counted from.
  let widths: HDF5Widths
  /// The address of the root group's object header.
  let root: Int

  /// Reads the block, at the beginning or behind a user block of 512, 1024, 2048, … bytes.
  ///
  /// - Throws: `HDF5Problem` if there is none or the file is incomplete.
  init(of bytes: HDF5Bytes) throws {
    guard let start = Self.start(in: bytes) else { throw HDF5Problem("is not an HDF5 file") }
    let end = min(bytes.count, start + 128)
    var cursor = HDF5Cursor(
      bytes, start + 8..<end, HDF5Widths(offset: 8, length: 8, base: start))
    let version = try cursor.number(1)
    switch version {
    case 0, 1: try self.init(old: &cursor, version: version, start: start, bytes)
    case 2, 3: try self.init(new: &cursor, version: version, start: start, bytes)
    default:
      throw HDF5Problem.unsupported("has version \(version) of HDF5's superblock")
    }
  }

  /// Where the signature is.
  private static func start(in bytes: HDF5Bytes) -> Int? {
    var start = 0
    while start <= bytes.count - 16 {
      if bytes.bytes(start..<start + 8) == HDF5File.signature { return start }
      start = max(512, 2 * start)
    }
    return nil
  }

  private init(
    old cursor: inout HDF5Cursor, version: Int, start: Int, _ bytes: HDF5Bytes
  ) throws {
    try cursor.skip(4)
    let widths = try Self.widths(&cursor, base: start)
    try cursor.skip(version == 1 ? 13 : 9)
    var fields = HDF5Cursor(bytes, cursor.position..<cursor.end, widths)
    try fields.skip(2 * widths.offset)
    try Self.checkEnd(fields.unsigned(widths.offset), bytes)
    guard try fields.address() == nil else {
      throw HDF5Problem.unsupported("is one part of a file in several parts")
    }
    // The root group's entry begins with the offset of its name.
    try fields.skip(widths.offset)
    self.widths = widths
    root = try fields.definedAddress()
  }

  private init(
    new cursor: inout HDF5Cursor, version: Int, start: Int, _ bytes: HDF5Bytes
  ) throws {
    let widths = try Self.widths(&cursor, base: start)
    let reader = HDF5Reader(bytes, widths)
    var fields = try reader.part(at: start, count: 12 + 4 * widths.offset + 4)
    try fields.skip(11)
    let flags = try fields.number(1)
    try fields.skip(2 * widths.offset)
    try Self.checkEnd(fields.unsigned(widths.offset), bytes)
    let root = try fields.definedAddress()
    let checksum = bytes.withBytes(start..<fields.position) { Lookup3.hash($0) }
    guard try fields.unsigned(4) == UInt64(checksum) || bytes.ignoresChecksums else {
      throw HDF5Problem.damaged("the checksum of its superblock is wrong")
    }
    // Bit 0: open for writing; bit 2: for one writer and many readers.
    guard version == 2 || flags & 5 != 1 else {
      throw HDF5Problem("is open for writing in another program, or was never closed")
    }
    self.widths = widths
    self.root = root
  }

  private static func widths(_ cursor: inout HDF5Cursor, base: Int) throws -> HDF5Widths {
    let (offset, length) = (try cursor.number(1), try cursor.number(1))
    guard [2, 4, 8].contains(offset), [2, 4, 8].contains(length) else {
      throw HDF5Problem.damaged("it claims addresses of \(offset) and lengths of \(length) bytes")
    }
    return HDF5Widths(offset: offset, length: length, base: base)
  }

  private static func checkEnd(_ end: UInt64, _ bytes: HDF5Bytes) throws {
    guard end <= UInt64(bytes.count) else {
      throw HDF5Problem("is incomplete: it has \(bytes.count) of \(end) bytes")
    }
  }
}
