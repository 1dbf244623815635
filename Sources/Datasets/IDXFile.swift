internal import Archives
internal import Failures

/// An array of bytes in the IDX format of the MNIST family: the magic bytes 0, 0, 8 (unsigned
/// bytes) and the number of dimensions, each size as 4 big-endian bytes, then the numbers.
package struct IDXFile: Equatable {
  package let sizes: [Int]
  package let bytes: [UInt8]
  /// Where the numbers begin in `bytes`.
  package let dataOffset: Int

  /// The most bytes that a file may inflate to: five times the largest file of the family.
  static let largest = 1 << 28

  /// Reads a file, gzipped or not.
  init(path: String, rank: Int) throws {
    let raw = try InputFile.bytes(at: path)
    let isCompressed = raw.starts(with: [0x1f, 0x8b])
    try self.init(
      parsing: isCompressed ? try Gunzip.inflate(raw, maximum: Self.largest, from: path) : raw,
      rank: rank, from: path)
  }

  /// Reads the bytes of a file that is not gzipped.
  package init(parsing bytes: [UInt8], rank: Int, from source: String) throws {
    dataOffset = 4 + 4 * rank
    guard bytes.count >= dataOffset else {
      throw Failure(.data, "ends inside its header, after \(bytes.count) bytes", at: source)
    }
    guard Array(bytes[..<4]) == [0, 0, 8, UInt8(rank)] else {
      throw Failure(
        .data,
        "is not an IDX file of unsigned bytes with \(rank) dimensions: it begins with "
          + "\(Array(bytes[..<4])) instead of [0, 0, 8, \(rank)]", at: source)
    }
    sizes = (0..<rank).map { dimension in
      bytes[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
    }
    let expected = sizes.reduce((partialValue: 1, overflow: false)) { product, size in
      let next = product.partialValue.multipliedReportingOverflow(by: size)
      return (next.partialValue, product.overflow || next.overflow)
    }
    let present = bytes.count - dataOffset
    guard !expected.overflow, expected.partialValue == present else {
      let shape = sizes.map(String.init).joined(separator: "×")
      throw Failure(
        .data, "declares \(shape) bytes but holds \(present)", at: source)
    }
    self.bytes = bytes
  }
}
