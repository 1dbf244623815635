internal import CZlib
public import Failures

extension ZipFile {
  /// A file in an archive that is written.
  public struct Entry: Sendable {
    /// Its name, with `/` between folders.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]

    /// Puts a file together.
    public init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
  }

  /// An archive in which files are stored as they are, in the given order.
  ///
  /// Its bytes depend on the files alone: all are dated 1980-01-01, the first day that the format knows.
  ///
  /// - Parameters:
  ///   - entries: the files, with different names.
  ///   - path: the archive's name in messages.
  /// - Throws: `Failure` (data) for files of 4 GiB and more in all, or more than 65,534 of them, which would
  ///   need ZIP64.
  public static func bytes(of entries: [Entry], for path: String) throws(Failure) -> [UInt8] {
    precondition(Set(entries.map(\.name)).count == entries.count, "a name occurs twice")
    let size = entries.reduce(endSize) {
      $0 + $1.bytes.count + 2 * $1.name.utf8.count + headersSize
    }
    guard size < Int(UInt32.max), entries.count < Int(UInt16.max) else {
      throw Failure(
        .data, "would hold \(entries.count) files and \(size) bytes; the limit is 4 GiB", at: path,
        remedy: "Write fewer or smaller arrays to one file.")
    }
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    archive.reserveCapacity(size)
    for entry in entries {
      let (fields, name) = (fields(of: entry), Array(entry.name.utf8))
      // Made by version 2.0; no comment, the first disk, no attributes.
      directory += [0x50, 0x4b, 0x01, 0x02, version, 0] + fields
      directory += Array(repeating: 0, count: 10)
      appendLittleEndian([UInt32(archive.count)], to: &directory)
      directory += name
      archive += [0x50, 0x4b, 0x03, 0x04] + fields + name + entry.bytes
    }
    let start = UInt32(archive.count)
    archive += directory
    archive += [0x50, 0x4b, 0x05, 0x06, 0, 0, 0, 0]
    appendLittleEndian([UInt16](repeating: UInt16(entries.count), count: 2), to: &archive)
    appendLittleEndian([UInt32(directory.count), start], to: &archive)
    return archive + [0, 0]
  }

  private static let version: UInt8 = 20
  /// The bytes of both headers of a file, without its name.
  private static let headersSize = 30 + 46
  /// The bytes of the record at the end.
  private static let endSize = 22

  /// What both headers of a file say of it (APPNOTE 4.3.7): version 2.0, a name in UTF-8, stored, the date,
  /// its checksum, its size twice, and the length of its name.
  private static func fields(of entry: Entry) -> [UInt8] {
    var fields: [UInt8] = [version, 0]
    let isNameInUTF8: UInt16 = 1 << 11
    let firstDay: UInt16 = 1 << 5 | 1
    appendLittleEndian([isNameInUTF8, 0, 0, firstDay], to: &fields)
    let checksum = unsafe UInt32(truncatingIfNeeded: crc32_z(0, entry.bytes, entry.bytes.count))
    let size = UInt32(entry.bytes.count)
    appendLittleEndian([checksum, size, size], to: &fields)
    appendLittleEndian([UInt16(entry.name.utf8.count), 0], to: &fields)
    return fields
  }
}
