internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a file, mapped into memory: only what is looked at is read.
///
/// A file that becomes shorter while it is mapped ends the program, as with every reader that maps.
@safe
final class MappedFile: Sendable {
  /// The file's path.
  let path: String
  /// The number of bytes.
  let count: Int
  private nonisolated(unsafe) let start: UnsafeRawPointer?

  /// - Throws: `Failure` (missing) if it cannot be read.
  init(path: String) throws {
    try InputFile.check(path)
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY), let status = file.status()
    else {
      throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
    }
    self.path = path
    count = Int(status.st_size)
    guard count > 0 else {
      unsafe start = nil
      return
    }
    let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.raw, 0)
    guard unsafe address != MAP_FAILED, let address = unsafe address else {
      throw Failure(.missing, "cannot be mapped: \(latestSystemError())", at: path)
    }
    unsafe start = UnsafeRawPointer(address)
  }

  deinit {
    if let start = unsafe start {
      _ = unsafe munmap(UnsafeMutableRawPointer(mutating: start), count)
    }
  }

  /// Calls `body` with the bytes of a part of the file, which must lie inside.
  func withBytes<Result, E: Error>(
    _ range: Range<Int>, _ body: (RawSpan) throws(E) -> Result
  ) throws(E) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
    let buffer = unsafe UnsafeRawBufferPointer(
      start: start.map { unsafe $0 + range.lowerBound }, count: range.count)
    return try unsafe body(buffer.bytes)
  }

  /// A byte of the file, whose place must lie inside.
  subscript(place: Int) -> UInt8 {
    withBytes(place..<place + 1) { unsafe $0.unsafeLoad(as: UInt8.self) }
  }

  /// A copy of a part of the file, which must lie inside.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    withBytes(range) { span in
      unsafe [UInt8](unsafeUninitializedCapacity: span.byteCount) { buffer, filled in
        unsafe span.withUnsafeBytes {
          unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0)
        }
        filled = span.byteCount
      }
    }
  }
}
