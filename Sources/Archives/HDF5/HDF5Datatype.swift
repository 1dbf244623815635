/// What the elements of a dataset or attribute are (HDF5 File Format Specification 3.0, IV.A.2.d), as
/// far as they are read.
enum HDF5Datatype {
  /// Numbers.
  case number(HDF5NumberFormat)
  /// Text of a fixed number of bytes.
  case text(size: Int, isSpacePadded: Bool)
  /// Text of any length, in a heap of the file.
  case variableText(size: Int)
  /// Anything else, by its name.
  case other(String)

  /// The names of the classes by their numbers.
  private static let names = [
    "whole numbers", "floating-point numbers", "times", "text", "bit fields", "opaque bytes",
    "compounds", "references", "enumerated values (such as booleans)", "values of variable length",
    "arrays", "complex numbers",
  ]

  init(from message: HDF5Cursor) throws {
    var message = message
    let kind = try message.number(1)
    let bits = try message.number(3)
    let size = try message.number(4)
    switch kind & 15 {
    case 0: self = try Self.whole(&message, bits: bits, size: size)
    case 1: self = try Self.floating(&message, bits: bits, size: size)
    case 3:
      guard size > 0 else { throw HDF5Problem.damaged("it claims text of no bytes") }
      self = .text(size: size, isSpacePadded: bits & 15 == 2)
    case 9 where bits & 15 == 1: self = .variableText(size: size)
    case let number:
      self = .other(number < Self.names.count ? Self.names[number] : "unknown values")
    }
  }

  private static func whole(_ message: inout HDF5Cursor, bits: Int, size: Int) throws
    -> HDF5Datatype
  {
    let (offset, precision) = (try message.number(2), try message.number(2))
    guard [1, 2, 4, 8].contains(size), offset == 0, precision == 8 * size else {
      return .other("whole numbers of \(precision) bits in \(size) bytes")
    }
    return .number(
      HDF5NumberFormat(
        kind: bits & 8 == 0 ? .unsigned : .signed, size: size, isBigEndian: bits & 1 == 1))
  }

  private static func floating(_ message: inout HDF5Cursor, bits: Int, size: Int) throws
    -> HDF5Datatype
  {
    // Offset, precision; the places and sizes of exponent and significand; the exponent's bias.
    let fields =
      try [2, 2, 1, 1, 1, 1, 4].map { try message.number($0) } + [bits >> 8 & 0xff, bits >> 4 & 3]
    let kind: HDF5NumberFormat.Kind? =
      switch (size, fields) {
      case (2, [0, 16, 10, 5, 0, 10, 15, 15, 2]), (4, [0, 32, 23, 8, 0, 23, 127, 31, 2]),
        (8, [0, 64, 52, 11, 0, 52, 1023, 63, 2]):
        .floating
      case (2, [0, 16, 7, 8, 0, 7, 127, 15, 2]): .brain
      default: nil
      }
    // Bit 6 together with bit 0 is the byte order of the VAX.
    guard let kind, bits & 0x40 == 0 else {
      return .other("floating-point numbers of \(size) bytes that are not IEEE 754")
    }
    return .number(HDF5NumberFormat(kind: kind, size: size, isBigEndian: bits & 1 == 1))
  }
}
