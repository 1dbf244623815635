import Foundation

/// ZIP archives with members of any size, of which the disk holds nothing: sparse files (APPNOTE 4.3, with
/// ZIP64).
struct SparseArchive {
  /// A member: its name, the bytes that it begins with, and its size.
  struct Member {
    let name: String
    var start: [UInt8] = []
    var size: Int
    /// Whether the list says that it is deflated.
    var isDeflated = false
  }

  let members: [Member]
  /// Zeros in the list of members, behind them.
  var padding = 0

  /// Writes it; false where the disk takes no such file.
  func write(to path: String) throws -> Bool {
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    var place = 0
    var list: [UInt8] = []
    func write(_ bytes: [UInt8], at offset: Int) throws {
      try file.seek(toOffset: UInt64(offset))
      try file.write(contentsOf: Data(bytes))
    }
    for member in members {
      let checksum = member.start.count == member.size ? Self.checksum(member.start) : 0
      let name = Array(member.name.utf8)
      let common =
        Self.bytes(45, 2) + Self.bytes(0, 2) + Self.bytes(member.isDeflated ? 8 : 0, 2)
        + Self.bytes(0, 4) + Self.bytes(checksum, 4) + Self.bytes(0xffff_ffff, 4)
        + Self.bytes(0xffff_ffff, 4) + Self.bytes(name.count, 2)
      let extra =
        Self.bytes(1, 2) + Self.bytes(24, 2) + Self.bytes(member.size, 8)
        + Self.bytes(member.size, 8) + Self.bytes(place, 8)
      let header = [0x50, 0x4b, 3, 4] + common + Self.bytes(0, 2) + name
      list += [0x50, 0x4b, 1, 2] + Self.bytes(45, 2) + common + Self.bytes(extra.count, 2)
      list += Self.bytes(0, 10) + Self.bytes(0xffff_ffff, 4) + name + extra
      try write(header + member.start, at: place)
      place += header.count + member.size
    }
    guard (try? file.truncate(atOffset: UInt64(place + padding))) != nil else { return false }
    let length = list.count + padding
    let end =
      [0x50, 0x4b, 6, 6] + Self.bytes(44, 8) + Self.bytes(45, 2) + Self.bytes(45, 2)
      + Self.bytes(0, 8) + Self.bytes(members.count, 8) + Self.bytes(members.count, 8)
      + Self.bytes(length, 8) + Self.bytes(place, 8)
      + [0x50, 0x4b, 6, 7] + Self.bytes(0, 4) + Self.bytes(place + length, 8) + Self.bytes(1, 4)
      + [0x50, 0x4b, 5, 6] + Self.bytes(0, 4) + Self.bytes(0xffff, 2) + Self.bytes(0xffff, 2)
      + Self.bytes(0xffff_ffff, 4) + Self.bytes(0xffff_ffff, 4) + Self.bytes(0, 2)
    try write(list, at: place)
    try write(end, at: place + length)
    try file.close()
    return true
  }

  /// The pickle of a dictionary with one tensor, `w`, of so many numbers in single precision.
  static func pickle(numbers: Int) -> [UInt8] {
    func text(_ text: String) -> [UInt8] {
      [0x58] + bytes(text.utf8.count, 4) + Array(text.utf8)
    }
    func global(_ module: String, _ name: String) -> [UInt8] {
      Array("c\(module)\n\(name)\n".utf8)
    }
    let count = [0x8a, 8] + bytes(numbers, 8)
    let mark: [UInt8] = [0x28]
    let storage = mark + text("storage") + global("torch", "FloatStorage") + text("0") + text("cpu")
    // The tuple of all this names the storage; then the offset, the sizes, the strides and two hooks.
    let external = storage + count + [0x74, 0x51]
    let arguments =
      mark + external + [0x4b, 0] + count + [0x85, 0x4b, 1, 0x85, 0x89]
      + global("collections", "OrderedDict") + [0x29, 0x52, 0x74]
    return [0x80, 2, 0x7d] + text("w") + global("torch._utils", "_rebuild_tensor_v2") + arguments
      + [0x52, 0x73, 0x2e]
  }

  private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }

  /// CRC-32 (ISO 3309).
  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    return Int(~sum)
  }
}
