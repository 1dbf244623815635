internal import Failures

/// The regular files of a tar archive (POSIX ustar and GNU tar), gzipped or not, one after another.
///
/// Nothing is unpacked: a name is only a name, whatever path it spells, and links, devices and folders
/// are passed over.
package struct TarReader: ~Copyable {
  /// A file of the archive.
  package struct Entry: Equatable, Sendable {
    /// Its name as the archive gives it.
    package let path: String
    /// The number of its bytes.
    package let size: Int

    /// The last part of the name.
    package var name: String { splitPath(path).name }
  }

  private static let block = 512
  private var stream: ByteStream
  /// The bytes of the current file that have not been read, and those that fill its last block.
  private var left = 0
  private var padding = 0

  /// Opens an archive.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read.
  package init(path: String) throws { stream = try ByteStream(path: path) }

  /// The file's path.
  package var path: String { stream.path }

  /// Goes to the next regular file; nil at the end.
  ///
  /// - Throws: `Failure` (data) if the archive is damaged or truncated.
  package mutating func next() throws -> Entry? {
    while true {
      guard try stream.skip(left + padding) else { throw truncated }
      (left, padding) = (0, 0)
      let bytes = try stream.read(Self.block)
      guard !bytes.isEmpty else { return nil }
      guard bytes.count == Self.block else { throw truncated }
      guard bytes.contains(where: { $0 != 0 }) else { return nil }
      guard let header = TarHeader(parsing: bytes) else {
        throw Failure(.data, "is not a tar archive, or is damaged", at: path)
      }
      guard header.hasData else { continue }
      left = header.size
      padding = (Self.block - header.size % Self.block) % Self.block
      if header.isFile { return Entry(path: header.path, size: header.size) }
    }
  }

  /// The contents of the current file, once.
  ///
  /// - Parameter maximum: the most bytes that it may have.
  /// - Throws: `Failure` (data) if it has more or the archive is truncated.
  package mutating func contents(of entry: Entry, atMost maximum: Int) throws -> [UInt8] {
    precondition(left == entry.size, "another file than the current one")
    guard entry.size <= maximum else {
      throw Failure(
        .data, "holds \(entry.size) bytes; the limit is \(maximum)",
        at: .file(path, .item(entry.path)))
    }
    let bytes = try stream.read(entry.size)
    guard bytes.count == entry.size else { throw truncated }
    left = 0
    return bytes
  }

  private var truncated: Failure { Failure(.data, "the tar archive is truncated", at: path) }
}
