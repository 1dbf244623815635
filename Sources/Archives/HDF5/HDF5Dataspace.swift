/// The shape of a dataset or attribute (HDF5 File Format Specification 3.0, IV.A.2.b).
struct HDF5Dataspace {
  /// The sizes of the dimensions; none for a single number.
  let sizes: [Int]
  /// The sizes up to which the dimensions can grow; nil for one without a limit.
  let largestSizes: [Int?]

  /// Reads a message.
  ///
  /// - Throws: `HDF5Problem` if the message is damaged, or the dataspace is a null one, without a shape.
  init(from message: HDF5Cursor) throws {
    var message = message
    let version = try message.number(1)
    let rank = try message.number(1)
    let flags = try message.number(1)
    let kind: Int
    switch version {
    case 1:
      kind = rank == 0 ? 0 : 1
      try message.skip(5)
    case 2: kind = try message.number(1)
    default: throw HDF5Problem.damaged("its shape has an unknown version")
    }
    guard kind != 2 else {
      throw HDF5Problem("has a shape that cannot be read: it is empty (null)")
    }
    guard kind == 1 || kind == 0 && rank == 0, rank <= 32 else {
      throw HDF5Problem.damaged("it has a shape that cannot be read")
    }
    let width = message.widths.length
    let sizes = try (0..<rank).map { _ in try message.number(width) }
    self.sizes = sizes
    largestSizes =
      flags & 1 == 0
      ? sizes
      : try sizes.map { size in
        let largest = try message.unsigned(width)
        if largest == .max >> (64 - 8 * UInt64(width)) { return nil }
        guard let largest = Int(exactly: largest), largest >= size else {
          throw HDF5Problem.damaged("it is larger than it may become")
        }
        return largest
      }
  }

  /// The number of elements; nil beyond 63 bits.
  var count: Int? { byteCount(of: sizes, elementSize: 1) }
}
