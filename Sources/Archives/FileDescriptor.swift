internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file of the operating system, closed when it goes out of scope.
struct FileDescriptor: ~Copyable {
  let raw: Int32

  /// Opens a file; nil with `errno` set if that fails. Never inherited by child processes, which
  /// would otherwise keep locks alive.
  init?(opening path: String, flags: Int32, mode: mode_t = 0o666) {
    raw = unsafe path.withSystemPath { unsafe open($0, flags | O_CLOEXEC, mode) }
    guard raw >= 0 else { return nil }
  }

  deinit { if raw >= 0 { _ = close(raw) } }

  /// What the system knows of the open file; nil with `errno` set if it does not tell.
  func status() -> stat? {
    var status = stat()
    return unsafe fstat(raw, &status) == 0 ? status : nil
  }

  /// Goes to a place in the file; false with `errno` set if that fails.
  func seek(to offset: Int) -> Bool { lseek(raw, off_t(offset), SEEK_SET) == off_t(offset) }

  /// Writes all bytes; false with `errno` set if that fails.
  func write(_ bytes: [UInt8]) -> Bool { Self.write(bytes, to: raw) }

  /// Writes all bytes to an open file; false with `errno` set if that fails.
  static func write(_ bytes: [UInt8], to raw: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let count = unsafe write(UnsafeRawBufferPointer(rebasing: rest), to: raw)
        if count < 0 && errno == EINTR { continue }
        if count < 0 && errno == EAGAIN && waitUntilWritable(raw) { continue }
        guard count > 0 else { return false }
        unsafe rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Waits until a pipe or terminal that somebody has told not to wait takes more.
  private static func waitUntilWritable(_ raw: Int32) -> Bool {
    var file = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&file, 1, -1) > 0 || errno == EINTR
  }

  /// Reads bytes from the current position until the file ends or `capacity` is reached; nil
  /// with `errno` set if that fails.
  func read(upTo capacity: Int) -> [UInt8]? {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      while filled < capacity {
        let rest = unsafe UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<capacity])
        let count = unsafe Self.read(into: rest, from: raw)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else {
          failed = true
          return
        }
        if count == 0 { return }
        filled += count
      }
    }
    return failed ? nil : bytes
  }

  // Linux moves at most 2³¹ − 4096 bytes a call, macOS refuses more than 2³¹ − 1.
  private static let mostAtOnce = 1 << 30

  private static func write(_ buffer: UnsafeRawBufferPointer, to raw: Int32) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(raw, buffer.baseAddress, min(buffer.count, mostAtOnce))
    #else
      unsafe Darwin.write(raw, buffer.baseAddress, min(buffer.count, mostAtOnce))
    #endif
  }

  private static func read(into buffer: UnsafeMutableRawBufferPointer, from raw: Int32) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(raw, buffer.baseAddress, min(buffer.count, mostAtOnce))
    #else
      unsafe Darwin.read(raw, buffer.baseAddress, min(buffer.count, mostAtOnce))
    #endif
  }
}

/// What stands at a path.
package enum PathKind {
  case nothing
  case file
  case folder
  case other

  /// Looks at a path, through symbolic links.
  package init(of path: String) {
    var status = stat()
    guard unsafe path.withSystemPath({ unsafe stat($0, &status) }) == 0 else {
      self = .nothing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}

/// The system's words for its latest error.
func latestSystemError() -> String { systemMessage(errno) }

private func systemMessage(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}

/// The folder part of a path and the name in it; `.` for a bare name.
package func splitPath(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let folder = path[..<slash]
  return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
}

/// The file that a symbolic link leads to, for a link to a file that is there; otherwise the path itself.
func resolvingLink(_ path: String) -> String {
  var status = stat()
  guard unsafe path.withSystemPath({ unsafe lstat($0, &status) }) == 0,
    status.st_mode & S_IFMT == S_IFLNK
  else { return path }
  return path.realPath ?? path
}
