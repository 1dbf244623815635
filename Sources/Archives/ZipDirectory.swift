internal import Failures

/// The list of members at the end of a ZIP archive (APPNOTE 4.3.12 to 4.3.16).
struct ZipDirectory {
  private let file: MappedFile
  /// Where the list is in the file. It is read entry by entry: it may claim to be as long as the file.
  private let list: Range<Int>
  private let count: Int

  static let localHeader = 30
  private static let centralHeader = 46
  private static let endHeader = 22
  private static let wideEndHeader = 56
  private static let wideEndLocator = 20
  /// The end record and the longest comment.
  private static let longestEnd = endHeader + 65_535

  /// Finds the list.
  ///
  /// - Throws: `Failure` (data) if there is none, or it is in several files.
  init(of file: MappedFile) throws(Failure) {
    self.file = file
    func damaged(_ what: String) -> Failure { Failure(.data, what, at: file.path) }
    let first = max(0, file.count - Self.longestEnd)
    let tail = file.bytes(first..<file.count)
    guard let end = Self.endRecord(in: tail) else {
      throw damaged("is not a ZIP archive, or is truncated")
    }
    let counts = littleEndian(UInt16.self, in: tail, at: end + 4, count: 4)
    let sizes = littleEndian(UInt32.self, in: tail, at: end + 12, count: 2)
    guard counts[0] == 0 || counts[0] == .max, counts[2] == counts[3] else {
      throw damaged("is a ZIP archive in several parts, which is not supported")
    }
    var (members, length, offset) = (UInt64(counts[3]), UInt64(sizes[0]), UInt64(sizes[1]))
    if counts[3] == .max || sizes.contains(.max) {
      guard let wide = Self.wideEnd(of: file, before: first + end) else {
        throw damaged("is damaged: its ZIP64 record is missing")
      }
      (members, length, offset) = wide
    }
    guard length <= first + end, offset <= UInt64(first + end) - length,
      members <= length / UInt64(Self.centralHeader)
    else { throw damaged("is damaged: its list of members is inconsistent") }
    list = Int(offset)..<Int(offset + length)
    count = Int(members)
  }

  /// The members by their names.
  ///
  /// - Throws: `Failure` (data) where the list is damaged.
  func members() throws(Failure) -> [String: ZipFile.Member] {
    var members: [String: ZipFile.Member] = [:]
    var place = list.lowerBound
    for _ in 0..<count {
      let (name, member, next) = try entry(at: place)
      guard members.updateValue(member, forKey: name) == nil else {
        throw Failure(.data, "occurs twice", at: .file(file.path, .item(name)))
      }
      place = next
    }
    return members
  }

  private func entry(at place: Int) throws(Failure) -> (String, ZipFile.Member, next: Int) {
    func truncated() -> Failure {
      Failure(.data, "is damaged: its list of members is truncated", at: file.path)
    }
    guard place + Self.centralHeader <= list.upperBound else { throw truncated() }
    let bytes = file.bytes(place..<place + Self.centralHeader)
    guard bytes.starts(with: [0x50, 0x4b, 0x01, 0x02]) else { throw truncated() }
    func word(_ offset: Int) -> Int {
      Int(littleEndian(UInt16.self, in: bytes, at: offset, count: 1)[0])
    }
    func long(_ offset: Int) -> UInt32 {
      littleEndian(UInt32.self, in: bytes, at: offset, count: 1)[0]
    }
    let nameEnd = place + Self.centralHeader + word(28)
    let extraEnd = nameEnd + word(30)
    guard extraEnd <= list.upperBound,
      let name = String(
        validating: file.bytes(place + Self.centralHeader..<nameEnd), as: UTF8.self)
    else {
      throw Failure(.data, "is damaged: the name of a member cannot be read", at: file.path)
    }
    // Sizes beyond 32 bits stand in an extra field, in this order, those alone that are needed.
    let wide = wideNumbers(in: file.bytes(nameEnd..<extraEnd))
    var used = 0
    func number(_ narrow: UInt32) -> UInt64? {
      guard narrow == .max else { return UInt64(narrow) }
      defer { used += 1 }
      return used < wide.count ? wide[used] : nil
    }
    let (size, packed, offset) = (number(long(24)), number(long(20)), number(long(42)))
    let limit = UInt64(file.count)
    guard let size, let packed, let offset, size <= UInt64(Int.max), packed <= limit,
      offset <= limit, offset + UInt64(Self.localHeader) + packed <= limit
    else {
      throw Failure(
        .data, "is damaged: it extends past the end of the file",
        at: .file(file.path, .item(name)))
    }
    let member = ZipFile.Member(
      method: UInt16(word(10)), isEncrypted: word(8) & 1 != 0, checksum: long(16),
      packedSize: Int(packed), size: Int(size), offset: Int(offset))
    return (name, member, extraEnd + word(32))
  }

  /// The numbers of the ZIP64 field among the extra fields of a member.
  private func wideNumbers(in extra: [UInt8]) -> [UInt64] {
    var place = 0
    while place + 4 <= extra.count {
      let head = littleEndian(UInt16.self, in: extra, at: place, count: 2).map { Int($0) }
      guard place + 4 + head[1] <= extra.count else { return [] }
      if head[0] == 1 {
        return littleEndian(UInt64.self, in: extra, at: place + 4, count: head[1] / 8)
      }
      place += 4 + head[1]
    }
    return []
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

  /// The number of members, the length and the place of their list, of an archive with ZIP64 records.
  private static func wideEnd(of file: MappedFile, before end: Int) -> (UInt64, UInt64, UInt64)? {
    guard end >= wideEndLocator else { return nil }
    let locator = file.bytes(end - wideEndLocator..<end)
    guard locator.starts(with: [0x50, 0x4b, 0x06, 0x07]) else { return nil }
    let place = littleEndian(UInt64.self, in: locator, at: 8, count: 1)[0]
    guard end >= wideEndHeader, place <= UInt64(end - wideEndHeader) else { return nil }
    let record = file.bytes(Int(place)..<Int(place) + wideEndHeader)
    guard record.starts(with: [0x50, 0x4b, 0x06, 0x06]) else { return nil }
    let numbers = littleEndian(UInt64.self, in: record, at: 32, count: 3)
    return (numbers[0], numbers[1], numbers[2])
  }
}
