/// Bob Jenkins' hash `lookup3` (`hashlittle`, 2006) with initial value 0: the checksum of HDF5's
/// structures and the hash of its names.
enum Lookup3 {
  /// The hash of bytes.
  static func hash(_ bytes: RawSpan) -> UInt32 {
    let start = 0xdead_beef &+ UInt32(truncatingIfNeeded: bytes.byteCount)
    var state = State(a: start, b: start, c: start)
    guard bytes.byteCount > 0 else { return state.c }
    var position = 0
    while bytes.byteCount - position > 12 {
      state.a &+= word(bytes, position)
      state.b &+= word(bytes, position + 4)
      state.c &+= word(bytes, position + 8)
      state.mix()
      position += 12
    }
    state.a &+= tail(bytes, position)
    state.b &+= tail(bytes, position + 4)
    state.c &+= tail(bytes, position + 8)
    state.finish()
    return state.c
  }

  private static func word(_ bytes: RawSpan, _ position: Int) -> UInt32 {
    unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
  }

  /// Up to four bytes; those behind the end are 0.
  private static func tail(_ bytes: RawSpan, _ position: Int) -> UInt32 {
    if position + 4 <= bytes.byteCount { return word(bytes, position) }
    var value: UInt32 = 0
    for index in position..<max(position, bytes.byteCount) {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      value |= UInt32(byte) << (8 * UInt32(index - position))
    }
    return value
  }

  private struct State {
    var a: UInt32
    var b: UInt32
    var c: UInt32

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
