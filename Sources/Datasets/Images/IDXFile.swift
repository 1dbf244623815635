internal import Archives
internal import Failures

/// An array of bytes in the IDX format of the MNIST family: the magic bytes 0, 0, 8 (unsigned
/// bytes) and the number of dimensions, each size as 4 big-endian bytes, then the numbers.
package struct IDXFile: Equatable {
  /// The sizes that the file declares.
  package let sizes: [Int]
  /// The numbers of the rows that were asked for, row-major.
  package let numbers: [UInt8]

  /// Reads a file, gzipped or not, or its first rows along the first dimension.
  init(_ location: IDXLocation, rank: Int, rows limit: Int = .max) throws {
    var stream = try location.stream()
    let path = location.description
    let start = try stream.read(Self.headerLength(rank))
    sizes = try Self.sizes(start, rank: rank, from: path)
    guard let wanted = byteCount(of: [min(limit, sizes[0])] + sizes.dropFirst()) else {
      throw Self.misfit(sizes, stream.fileSize, path)
    }
    if !stream.isCompressed {
      let present = stream.fileSize - start.count
      guard byteCount(of: sizes) == present else { throw Self.misfit(sizes, present, path) }
    }
    numbers = try stream.read(wanted)
    guard numbers.count == wanted else { throw Self.misfit(sizes, numbers.count, path) }
    // Of gzipped data that are not wanted to their end, the rest stays unread.
    guard limit >= sizes[0], try !stream.read(1).isEmpty else { return }
    throw Failure(.data, "declares \(Self.text(sizes)) bytes but holds more", at: path)
  }

  /// Reads the bytes of a file that is not gzipped.
  package init(parsing bytes: [UInt8], rank: Int, from source: String) throws {
    sizes = try Self.sizes(bytes, rank: rank, from: source)
    let present = bytes.count - Self.headerLength(rank)
    guard byteCount(of: sizes) == present else { throw Self.misfit(sizes, present, source) }
    numbers = Array(bytes.suffix(present))
  }

  private static func headerLength(_ rank: Int) -> Int { 4 + 4 * rank }

  private static func sizes(_ start: [UInt8], rank: Int, from source: String) throws -> [Int] {
    guard start.count >= headerLength(rank) else {
      throw Failure(.data, "ends inside its header, after \(start.count) bytes", at: source)
    }
    guard Array(start[..<4]) == [0, 0, 8, UInt8(rank)] else {
      throw Failure(
        .data,
        "is not an IDX file of unsigned bytes with \(rank) dimensions: it begins with "
          + "\(Array(start[..<4])) instead of [0, 0, 8, \(rank)]", at: source)
    }
    return (0..<rank).map { dimension in
      start[(4 + 4 * dimension)..<(8 + 4 * dimension)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static func text(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: "×")
  }

  private static func misfit(_ sizes: [Int], _ present: Int, _ source: String) -> Failure {
    Failure(.data, "declares \(text(sizes)) bytes but holds \(present)", at: source)
  }
}

/// The number of bytes of an array; nil where it is beyond 63 bits.
private func byteCount(of sizes: [Int]) -> Int? {
  var count = 1
  for size in sizes {
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow else { return nil }
    count = product
  }
  return count
}
