#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One end of a pipe, closed when nobody holds it any more. No child inherits it by itself.
final class PipeEnd {
  let raw: Int32

  private init(_ raw: Int32) { self.raw = raw }

  deinit { _ = close(raw) }

  /// The two ends of a new pipe; nil with `errno` set if the system has none left.
  ///
  /// No process may be started between the two calls: it would keep the pipe open.
  static func pair() -> (reading: PipeEnd, writing: PipeEnd)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (PipeEnd(ends[0]), PipeEnd(ends[1]))
  }

  /// From now on neither reading nor writing waits.
  func stopWaiting() { _ = fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK) }

  /// What a read found.
  enum Reading {
    case bytes([UInt8])
    case nothingYet
    case end
  }

  /// Reads what is there, at most 64 kB.
  func read() -> Reading {
    let capacity = 1 << 16
    var count = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      repeat {
        #if canImport(Glibc)
          count = unsafe Glibc.read(raw, buffer.baseAddress, capacity)
        #else
          count = unsafe Darwin.read(raw, buffer.baseAddress, capacity)
        #endif
      } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    if count > 0 { return .bytes(bytes) }
    return count < 0 && errno == EAGAIN ? .nothingYet : .end
  }

  /// Writes as much as the pipe takes; returns how much that is, nil where nobody reads any more.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      while true {
        #if canImport(Glibc)
          let count = unsafe Glibc.write(raw, buffer.baseAddress, buffer.count)
        #else
          let count = unsafe Darwin.write(raw, buffer.baseAddress, buffer.count)
        #endif
        if count >= 0 { return count }
        if errno == EAGAIN { return 0 }
        if errno != EINTR { return nil }
      }
    }
  }
}
