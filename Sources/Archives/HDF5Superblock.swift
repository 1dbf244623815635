/// The first block of an HDF5 file, as far as it has to be put right.
///
/// `H5Fget_file_image` clears the mark "open for writing" in the superblock of a file in memory,
/// but leaves the checksum that was made with the mark (HDF5 1.10.8), so that no library opens the
/// file. The checksum is therefore made again; where it was right it stays the same.
package enum HDF5Superblock {
  /// Makes the checksum of the superblock of an HDF5 file; versions 0 and 1 have none.
  package static func repairChecksum(of file: inout [UInt8]) {
    // HDF5 File Format Specification 3.0, II.A: the version in byte 8; in versions 2 and 3, with
    // addresses of 8 bytes, the checksum follows 44 bytes.
    guard file.count >= 48, file[8] == 2 || file[8] == 3, file[9] == 8 else { return }
    let checksum = lookup3(littleEndian(UInt32.self, in: file, at: 0, count: 11))
    for byte in 0..<4 { file[44 + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * byte)) }
  }

  /// Bob Jenkins' hash `lookup3` (2006) with initial value 0, of whole little-endian words; at
  /// least one.
  private static func lookup3(_ words: [UInt32]) -> UInt32 {
    let start = 0xdead_beef &+ UInt32(truncatingIfNeeded: words.count * 4)
    var state = State(a: start, b: start, c: start)
    var position = 0
    while words.count - position > 3 {
      state.add(words[position..<position + 3])
      state.mix()
      position += 3
    }
    state.add(words[position...])
    state.finish()
    return state.c
  }

  private struct State {
    var a: UInt32
    var b: UInt32
    var c: UInt32

    mutating func add(_ words: ArraySlice<UInt32>) {
      let padded = Array(words) + [0, 0]
      a &+= padded[0]
      b &+= padded[1]
      c &+= padded[2]
    }

    mutating func mix() {
      Self.stir(&a, &b, &c, 4)
      Self.stir(&b, &c, &a, 6)
      Self.stir(&c, &a, &b, 8)
      Self.stir(&a, &b, &c, 16)
      Self.stir(&b, &c, &a, 19)
      Self.stir(&c, &a, &b, 4)
    }

    private static func stir(_ x: inout UInt32, _ y: inout UInt32, _ z: inout UInt32, _ by: UInt32)
    {
      x = (x &- z) ^ rotated(z, by)
      z &+= y
    }

    mutating func finish() {
      c = (c ^ b) &- Self.rotated(b, 14)
      a = (a ^ c) &- Self.rotated(c, 11)
      b = (b ^ a) &- Self.rotated(a, 25)
      c = (c ^ b) &- Self.rotated(b, 16)
      a = (a ^ c) &- Self.rotated(c, 4)
      b = (b ^ a) &- Self.rotated(a, 14)
      c = (c ^ b) &- Self.rotated(b, 24)
    }

    private static func rotated(_ x: UInt32, _ by: UInt32) -> UInt32 { x << by | x >> (32 - by) }
  }
}
