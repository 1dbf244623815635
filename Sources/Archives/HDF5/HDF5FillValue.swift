/// The number that stands for what was never written (HDF5 File Format Specification 3.0, IV.A.2.e, f).
struct HDF5FillValue {
  /// Its bytes; nil for zeros.
  let bytes: [UInt8]?

  init(of header: HDF5ObjectHeader, elementSize: Int) throws {
    var bytes: [UInt8]?
    if var message = try header.first(.fillValue) {
      let version = try message.number(1)
      let isDefined: Bool
      switch version {
      case 1, 2:
        try message.skip(2)
        isDefined = try message.number(1) != 0 || version == 1
      case 3: isDefined = try message.number(1) & 0x20 != 0
      default: throw HDF5Problem.damaged("its fill value has an unknown version")
      }
      if isDefined { bytes = try Self.value(&message) }
    } else if var message = try header.first(.oldFillValue) {
      bytes = try Self.value(&message)
    }
    guard bytes.map({ $0.count == elementSize }) ?? true else {
      throw HDF5Problem.damaged("its fill value is of another size")
    }
    self.bytes = bytes
  }

  private static func value(_ message: inout HDF5Cursor) throws -> [UInt8]? {
    // A value of length 0 stands for zeros, one of length −1 for none.
    let size = try message.unsigned(4)
    return size == 0 || size == UInt64(UInt32.max) ? nil : try message.bytes(Int(size))
  }
}
