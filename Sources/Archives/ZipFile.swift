internal import CZlib
internal import Failures

/// A ZIP archive (PKWARE's APPNOTE 6.3), open for reading: members that are stored or deflated, of less
/// than 4 GB, without encryption. NumPy's `.npz` files are of this kind.
public struct ZipFile: Sendable {
  /// The file's path.
  public let path: String
  private let members: [String: Member]

  /// What the central directory says of a member.
  private struct Member {
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
    self.path = path
    let size = try InputFile.size(at: path)
    let tail = try Self.bytes(
      of: path, at: max(0, size - Self.longestEnd), min(size, Self.longestEnd))
    guard let end = Self.endRecord(in: tail) else {
      throw Failure(.data, "is not a ZIP archive, or is truncated", at: path)
    }
    let sizes = littleEndian(UInt32.self, in: tail, at: end + 12, count: 2).map { Int($0) }
    let counts = littleEndian(UInt16.self, in: tail, at: end + 4, count: 4)
    let (length, offset) = (sizes[0], sizes[1])
    guard counts[0] == 0, counts[1] == 0, counts[2] == counts[3], counts[3] != .max,
      sizes.allSatisfy({ $0 != UInt32.max })
    else {
      throw Failure(
        .data, "is a ZIP archive larger than 4 GB or in several parts, which is not supported",
        at: path
      )
    }
    guard offset + length <= size - tail.count + end else {
      throw Failure(.data, "is damaged: its list of members is inconsistent", at: path)
    }
    members = try Self.members(
      in: try Self.bytes(of: path, at: offset, length), count: Int(counts[3]), of: path, size: size)
  }

  /// The names of the members, in the order of their bytes.
  public var names: [String] { members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// The contents of a member, its checksum verified.
  ///
  /// - Parameters:
  ///   - name: the name of the member in the archive.
  ///   - maximum: the most bytes that it may hold.
  /// - Throws: `Failure` (data) if there is no such member, it holds more, or is damaged.
  public func bytes(of name: String, atMost maximum: Int) throws -> [UInt8] {
    func failure(_ what: String) -> Failure { Failure(.data, what, at: .file(path, .item(name))) }
    guard let member = members[name] else { throw failure("there is no such member") }
    guard !member.isEncrypted else { throw failure("is encrypted, which is not supported") }
    guard member.size <= maximum else {
      throw failure("holds \(member.size) bytes; the limit is \(maximum)")
    }
    let local = try Self.bytes(of: path, at: member.offset, Self.localHeader)
    guard local.starts(with: Self.signature) else { throw failure("is damaged") }
    let lengths = littleEndian(UInt16.self, in: local, at: 26, count: 2).map { Int($0) }
    let begin = member.offset + Self.localHeader + lengths[0] + lengths[1]
    guard begin + member.packedSize <= (try InputFile.size(at: path)) else {
      throw failure("is damaged: it extends past the end of the file")
    }
    let packed = try Self.bytes(of: path, at: begin, member.packedSize)
    let bytes: [UInt8]
    switch member.method {
    case 0:
      guard packed.count == member.size else { throw failure("is damaged: its sizes differ") }
      bytes = packed
    case 8:
      // Deflate packs 258 bytes into 2 bits at best.
      guard member.size <= 1032 * packed.count, let inflated = try inflate(packed, to: member.size)
      else {
        throw failure("is damaged: it does not inflate to the \(member.size) bytes it claims")
      }
      bytes = inflated
    default:
      throw failure("uses ZIP compression method \(member.method), which is not supported")
    }
    guard unsafe UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count)) == member.checksum
    else { throw failure("is damaged: its checksum does not match") }
    return bytes
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

extension ZipFile {
  private static let localHeader = 30
  private static let centralHeader = 46
  private static let endHeader = 22
  /// The end record and the longest comment.
  private static let longestEnd = endHeader + 65_535

  private static func bytes(of path: String, at offset: Int, _ count: Int) throws -> [UInt8] {
    var pieces = try InputFile.Pieces(of: path, from: offset)
    return try pieces.next(count)
  }

  /// Where the end record begins: the last place with its signature whose comment ends with the file.
  private static func endRecord(in tail: [UInt8]) -> Int? {
    guard tail.count >= endHeader else { return nil }
    return (0...tail.count - endHeader).last { place in
      tail[place...].starts(with: [0x50, 0x4b, 0x05, 0x06])
        && place + endHeader + Int(littleEndian(UInt16.self, in: tail, at: place + 20, count: 1)[0])
          == tail.count
    }
  }

  private static func members(
    in directory: [UInt8], count: Int, of path: String, size: Int
  ) throws -> [String: Member] {
    var members: [String: Member] = [:]
    var place = 0
    for _ in 0..<count {
      guard place + centralHeader <= directory.count,
        directory[place...].starts(with: [0x50, 0x4b, 0x01, 0x02])
      else { throw Failure(.data, "is damaged: its list of members is truncated", at: path) }
      func word(_ offset: Int) -> Int {
        Int(littleEndian(UInt16.self, in: directory, at: place + offset, count: 1)[0])
      }
      func long(_ offset: Int) -> UInt32 {
        littleEndian(UInt32.self, in: directory, at: place + offset, count: 1)[0]
      }
      let nameEnd = place + centralHeader + word(28)
      guard nameEnd <= directory.count,
        let name = String(
          validating: directory[place + centralHeader..<nameEnd], as: UTF8.self)
      else { throw Failure(.data, "is damaged: the name of a member cannot be read", at: path) }
      let member = Member(
        method: UInt16(word(10)), isEncrypted: word(8) & 1 != 0, checksum: long(16),
        packedSize: Int(long(20)), size: Int(long(24)), offset: Int(long(42)))
      guard member.offset + localHeader + member.packedSize <= size else {
        throw Failure(
          .data, "is damaged: it extends past the end of the file", at: .file(path, .item(name)))
      }
      guard members.updateValue(member, forKey: name) == nil else {
        throw Failure(.data, "occurs twice", at: .file(path, .item(name)))
      }
      place = nameEnd + word(30) + word(32)
    }
    return members
  }
}
