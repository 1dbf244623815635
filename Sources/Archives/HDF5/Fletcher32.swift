/// Fletcher's checksum as HDF5 makes it: of 16-bit numbers, high byte first.
enum Fletcher32 {
  /// Whether the last four bytes are the checksum of those before.
  static func verifies(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return false }
    let stored = littleEndian(UInt32.self, in: bytes, at: bytes.count - 4, count: 1)[0]
    let sum = unsafe Self.sum(bytes.span.bytes.extracting(0..<bytes.count - 4))
    // HDF5 before 1.6.3 swapped the bytes of each half on little-endian machines.
    let swapped = (sum & 0x00ff_00ff) << 8 | (sum >> 8 & 0x00ff_00ff)
    return stored == sum || stored == swapped
  }

  private static func sum(_ bytes: RawSpan) -> UInt32 {
    var (first, second): (UInt32, UInt32) = (0, 0)
    func byte(_ index: Int) -> UInt32 {
      UInt32(unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
    func fold(_ sum: UInt32) -> UInt32 { sum & 0xffff + sum >> 16 }
    var position = 0
    let even = bytes.byteCount / 2 * 2
    while position < even {
      // 360 sums fit 32 bits without a carry.
      let end = min(even, position + 720)
      while position < end {
        first &+= byte(position) << 8 | byte(position + 1)
        second &+= first
        position += 2
      }
      (first, second) = (fold(first), fold(second))
    }
    if even < bytes.byteCount {
      first &+= byte(even) << 8
      second &+= first
      (first, second) = (fold(first), fold(second))
    }
    (first, second) = (fold(first), fold(second))
    return second << 16 | first
  }
}
