/// A place in a part of an HDF5 file, from which its fields are read one after another. Nothing is read
/// from outside the part.
struct HDF5Cursor {
  private let bytes: HDF5Bytes
  /// How wide addresses and lengths are.
  let widths: HDF5Widths
  /// The next byte, counted from the beginning of the file.
  private(set) var position: Int
  /// Behind the last byte of the part.
  let end: Int

  init(_ bytes: HDF5Bytes, _ range: Range<Int>, _ widths: HDF5Widths) {
    self.bytes = bytes
    self.widths = widths
    position = range.lowerBound
    end = range.upperBound
  }

  /// The number of bytes that are left.
  var left: Int { end - position }

  /// Passes over bytes.
  mutating func skip(_ count: Int) throws { _ = try take(count) }

  /// The next bytes as a part of its own.
  mutating func part(_ count: Int) throws -> HDF5Cursor {
    HDF5Cursor(bytes, try take(count), widths)
  }

  /// The next bytes.
  mutating func bytes(_ count: Int) throws -> [UInt8] { bytes.bytes(try take(count)) }

  /// A whole number without a sign of 1 to 8 bytes.
  mutating func unsigned(_ size: Int) throws -> UInt64 {
    let range = try take(size)
    return bytes.withBytes(range) { span in
      var value: UInt64 = 0
      for index in 0..<span.byteCount {
        let byte = unsafe span.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        value |= UInt64(byte) << (8 * UInt64(index))
      }
      return value
    }
  }

  /// A whole number of 1 to 8 bytes; more than 63 bits are damage.
  mutating func number(_ size: Int) throws -> Int {
    guard let number = Int(exactly: try unsigned(size)) else {
      throw HDF5Problem.damaged("it holds a number beyond 63 bits")
    }
    return number
  }

  /// A number of bytes or places that cannot be larger than the file.
  mutating func extent(_ size: Int) throws -> Int {
    let number = try number(size)
    guard number <= bytes.count else {
      throw HDF5Problem.damaged("it claims \(number) of something, more than the file has bytes")
    }
    return number
  }

  /// A length as wide as the file's lengths, at most that of the file.
  mutating func length() throws -> Int { try extent(widths.length) }

  /// An address, counted from the beginning of the file; nil if it is undefined.
  mutating func address() throws -> Int? {
    let address = try unsigned(widths.offset)
    if address == .max >> (64 - 8 * UInt64(widths.offset)) { return nil }
    guard address <= UInt64(bytes.count - widths.base) else {
      throw HDF5Problem.damaged("it refers to byte \(address), behind the file's end")
    }
    return widths.base + Int(address)
  }

  /// An address that must be defined.
  mutating func definedAddress() throws -> Int {
    guard let address = try address() else {
      throw HDF5Problem.damaged("an address is missing")
    }
    return address
  }

  private mutating func take(_ count: Int) throws -> Range<Int> {
    guard count >= 0, count <= left else {
      throw HDF5Problem.damaged("a structure ends early (byte \(end))")
    }
    defer { position += count }
    return position..<position + count
  }
}

/// How wide the addresses and lengths of a file are, and what addresses are counted from.
struct HDF5Widths {
  /// The bytes of an address: 2, 4 or 8.
  let offset: Int
  /// The bytes of a length: 2, 4 or 8.
  let length: Int
  /// The byte that addresses are counted from.
  let base: Int
}
