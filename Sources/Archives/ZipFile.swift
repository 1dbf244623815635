internal import CZlib
internal import Failures

/// A ZIP archive (PKWARE's APPNOTE 6.3.10, ZIP64 included), open for reading: members that are stored or
/// deflated, without encryption. NumPy's `.npz` files and PyTorch's checkpoints are of this kind.
public struct ZipFile: Sendable {
  private let file: MappedFile
  private let members: [String: Member]

  /// What the central directory says of a member.
  struct Member {
    let method: UInt16
    let isEncrypted: Bool
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let offset: Int
  }

  /// The bytes that a ZIP archive with any member begins with.
  public static let signature: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

  /// Opens an archive.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is no archive, damaged, or of a
  ///   kind that is not read.
  public init(path: String) throws {
    file = try MappedFile(path: path)
    members = try ZipDirectory(of: file).members()
  }

  /// The file's path.
  public var path: String { file.path }

  /// The names of the members, in the order of their bytes.
  public var names: [String] { members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// The contents of a member, its checksum verified.
  ///
  /// - Parameters:
  ///   - name: the name of the member in the archive.
  ///   - maximum: the most bytes that it may hold.
  /// - Throws: `Failure` (data) if the member is missing, holds more, or is damaged.
  public func bytes(of name: String, atMost maximum: Int) throws -> [UInt8] {
    let (member, packed) = try found(name)
    guard member.size <= maximum else {
      throw failure("holds \(member.size) bytes; the limit is \(maximum)", name)
    }
    let bytes: [UInt8]
    switch member.method {
    case 0: bytes = file.bytes(packed)
    case 8:
      // Deflate packs 258 bytes into 2 bits at best.
      guard member.size <= 1032 * packed.count,
        let inflated = try inflate(file.bytes(packed), to: member.size)
      else {
        throw failure("is damaged: it does not inflate to the \(member.size) bytes it claims", name)
      }
      bytes = inflated
    default:
      throw failure("uses ZIP compression method \(member.method), which is not supported", name)
    }
    guard unsafe UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count)) == member.checksum
    else { throw failure("is damaged: its checksum does not match", name) }
    return bytes
  }

  /// The contents of a member, to be read a part at a time.
  ///
  /// - Parameters:
  ///   - name: the name of the member in the archive.
  ///   - maximum: the most bytes that it may hold.
  /// - Throws: `Failure` (data) if the member is missing, holds more, or is packed in a way that is not
  ///   read.
  func stream(of name: String, atMost maximum: Int) throws -> ZipMemberStream {
    let (member, packed) = try found(name)
    guard member.size <= maximum else {
      throw failure("holds \(member.size) bytes; the limit is \(maximum)", name)
    }
    guard member.method == 0 || member.method == 8 else {
      throw failure("uses ZIP compression method \(member.method), which is not supported", name)
    }
    return try ZipMemberStream(member, packed, of: file, at: .file(path, .item(name)))
  }

  /// Where the contents of a member lie in the file, for one that is stored as it is. They are not read;
  /// ``verifyStored(_:)`` does that.
  ///
  /// - Throws: `Failure` (data) if the member is missing or compressed.
  func storedRange(of name: String) throws -> Range<Int> {
    let (member, packed) = try found(name)
    guard member.method == 0 else {
      throw failure("is compressed, which is not supported here", name)
    }
    return packed
  }

  /// Verifies the checksum of a member that is stored as it is.
  ///
  /// - Throws: `Failure` (data) if the member is missing, compressed or damaged.
  func verifyStored(_ name: String) throws {
    let packed = try storedRange(of: name)
    let checksum = file.withBytes(packed) { span in
      unsafe span.withUnsafeBytes { buffer in
        unsafe crc32_z(0, buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
      }
    }
    guard packed.isEmpty || UInt32(truncatingIfNeeded: checksum) == members[name]?.checksum else {
      throw failure("is damaged: its checksum does not match", name)
    }
  }

  /// A member, and where its packed bytes are.
  private func found(_ name: String) throws -> (Member, Range<Int>) {
    guard let member = members[name] else { throw failure("is missing in the archive", name) }
    guard !member.isEncrypted else {
      throw failure("is encrypted, which is not supported", name)
    }
    let local = file.bytes(member.offset..<member.offset + ZipDirectory.localHeader)
    guard local.starts(with: Self.signature) else { throw failure("is damaged", name) }
    let lengths = littleEndian(UInt16.self, in: local, at: 26, count: 2).map { Int($0) }
    let begin = member.offset + local.count + lengths[0] + lengths[1]
    guard member.packedSize <= file.count - begin else {
      throw failure("is damaged: it extends past the end of the file", name)
    }
    guard member.method != 0 || member.packedSize == member.size else {
      throw failure("is damaged: its sizes differ", name)
    }
    return (member, begin..<begin + member.packedSize)
  }

  private func failure(_ what: String, _ name: String) -> Failure {
    Failure(.data, what, at: .file(path, .item(name)))
  }

  /// The whole of deflated data; nil if they are damaged or hold another number of bytes.
  private func inflate(_ packed: [UInt8], to size: Int) throws -> [UInt8]? {
    let stream = try InflateStream(.raw, source: path)
    // A byte more, so that data which hold more are found out.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    let step = stream.step(input: packed, from: 0, into: &bytes)
    guard case .ended = step.outcome, step.produced == size else { return nil }
    bytes.removeLast()
    return bytes
  }
}
