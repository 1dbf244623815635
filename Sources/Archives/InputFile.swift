internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reading of whole files, with the failures that all readers share.
public enum InputFile {
  /// The bytes of a file, or its first `limit`.
  ///
  /// - Throws: `Failure` (missing) naming the path if it does not exist, is a folder or no
  ///   regular file, or cannot be read.
  public static func bytes(at path: String, upTo limit: Int = .max) throws -> [UInt8] {
    try check(path)
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY),
      let status = file.status(),
      let bytes = file.read(upTo: min(Int(status.st_size), limit))
    else { throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path) }
    return bytes
  }

  /// The bytes of a file of text, whose length and beginning are checked before it is read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes that it may have.
  /// - Throws: `Failure` (missing), see ``bytes(at:upTo:)``; (data) if it is longer, or begins with
  ///   bytes that are not text.
  public static func text(at path: String, atMost limit: Int) throws -> [UInt8] {
    let bytes = try contents(at: path, atMost: limit) { start in
      guard let zero = start.firstIndex(of: 0) else { return }
      throw Failure(.data, "is not text: byte \(zero) is zero", at: path)
    }
    return bytes
  }

  /// The bytes of a file, whose length and beginning are checked before it is read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes that it may have.
  ///   - check: throws if its first 4096 bytes are those of something else.
  /// - Throws: `Failure` (missing), see ``bytes(at:upTo:)``; (data) if it is longer; what `check`
  ///   throws.
  public static func contents(
    at path: String, atMost limit: Int, checking check: ([UInt8]) throws -> Void
  ) throws -> [UInt8] {
    try check(try bytes(at: path, upTo: 4_096))
    let count = try size(at: path)
    guard count <= limit else {
      throw Failure(.data, "has \(count) bytes, more than the limit of \(limit)", at: path)
    }
    return try bytes(at: path, upTo: limit)
  }

  /// The bytes of a file from a place on, piece by piece.
  struct Pieces: ~Copyable {
    private let path: String
    private let file: FileDescriptor

    /// - Throws: `Failure` (missing), see ``bytes(at:upTo:)``.
    init(of path: String, from offset: Int) throws {
      self.path = path
      guard let file = FileDescriptor(opening: path, flags: O_RDONLY), file.seek(to: offset) else {
        throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
      }
      self.file = file
    }

    /// The next `count` bytes.
    ///
    /// - Throws: `Failure` (missing) if they cannot be read, or the file has become shorter.
    mutating func next(_ count: Int) throws -> [UInt8] {
      guard let bytes = file.read(upTo: count) else {
        throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
      }
      guard bytes.count == count else {
        throw Failure(.missing, "became shorter while it was read", at: path)
      }
      return bytes
    }
  }

  /// The length of a file in bytes.
  ///
  /// - Throws: `Failure` (missing), see ``bytes(at:upTo:)``.
  public static func size(at path: String) throws -> Int {
    try check(path)
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY), let status = file.status()
    else { throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path) }
    return Int(status.st_size)
  }

  /// Whether there is a regular file at a path.
  public static func exists(at path: String) -> Bool { PathKind(of: path) == .file }

  /// Whether there is a folder at a path.
  public static func isFolder(at path: String) -> Bool { PathKind(of: path) == .folder }

  /// Checks that there is a regular file at a path.
  ///
  /// - Throws: `Failure` (missing) naming the path if there is not.
  static func check(_ path: String) throws {
    switch PathKind(of: path) {
    case .file: return
    case .folder: throw Failure(.missing, "is a folder, not a file", at: path)
    case .other: throw Failure(.missing, "is not a regular file", at: path)
    case .nothing: throw Failure(.missing, "there is no such file", at: path)
    }
  }
}
