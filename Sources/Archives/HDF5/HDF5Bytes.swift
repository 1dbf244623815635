/// The bytes of an HDF5 file: mapped, so that only what is looked at is read, or in memory.
struct HDF5Bytes: Sendable {
  private enum Storage {
    case mapped(MappedFile)
    case memory([UInt8])
  }

  private let storage: Storage
  /// The length of the file.
  let count: Int
  /// Whether checksums of structures need not be right: so that tests with damaged files get behind
  /// them.
  var ignoresChecksums = false

  init(_ file: MappedFile) {
    storage = .mapped(file)
    count = file.count
  }

  init(_ bytes: [UInt8]) {
    storage = .memory(bytes)
    count = bytes.count
  }

  /// Calls `body` with a part of the file, which must lie inside.
  func withBytes<Result, E: Error>(
    _ range: Range<Int>, _ body: (RawSpan) throws(E) -> Result
  ) throws(E) -> Result {
    switch storage {
    case .mapped(let file): try file.withBytes(range, body)
    case .memory(let bytes): try unsafe body(bytes.span.bytes.extracting(range))
    }
  }

  /// A copy of a part of the file, which must lie inside.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    switch storage {
    case .mapped(let file): file.bytes(range)
    case .memory(let bytes): Array(bytes[range])
    }
  }
}
