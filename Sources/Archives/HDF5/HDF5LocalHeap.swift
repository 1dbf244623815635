/// The texts of a group of the oldest kind (HDF5 File Format Specification 3.0, III.D).
struct HDF5LocalHeap {
  private let segment: HDF5Cursor
  private let reader: HDF5Reader

  init(at address: Int, in reader: HDF5Reader) throws {
    let widths = reader.widths
    let count = 8 + 2 * widths.length + widths.offset
    var header = try reader.block("HEAP", at: address, count: count, isChecked: false)
    try header.skip(4)
    let size = try header.length()
    try header.skip(widths.length)
    segment = try reader.part(at: try header.definedAddress(), count: size)
    self.reader = reader
  }

  /// The text from an offset to the next zero byte.
  func text(at offset: Int) throws -> String {
    let start = segment.position + offset
    guard offset < segment.left else {
      throw HDF5Problem.damaged("a name lies outside its heap")
    }
    let count = reader.bytes.withBytes(start..<segment.end) { span in
      var count = 0
      while count < span.byteCount,
        unsafe span.unsafeLoad(fromByteOffset: count, as: UInt8.self) != 0
      { count += 1 }
      return count
    }
    var text = try reader.part(at: start, count: count)
    return String(decoding: try text.bytes(count), as: UTF8.self)
  }
}
