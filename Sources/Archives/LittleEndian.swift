// All array files here are little-endian, and so is every processor this is built for; numbers
// are therefore copied, not taken apart.
#if !_endian(little)
  #error("array files are read and written by copying memory, which needs a little-endian target")
#endif

/// The numbers that stand in bytes from an offset on, which need not be aligned.
func littleEndian<Number: BitwiseCopyable>(
  _ type: Number.Type, in bytes: [UInt8], at offset: Int, count: Int
) -> [Number] {
  let length = count * MemoryLayout<Number>.stride
  precondition(
    offset >= 0 && count >= 0 && offset + length <= bytes.count,
    "\(length) bytes at \(offset) of \(bytes.count)")
  return unsafe [Number](unsafeUninitializedCapacity: count) { buffer, filled in
    unsafe bytes.withUnsafeBytes { source in
      unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + length]))
    }
    filled = count
  }
}

/// Appends the bytes of numbers.
func appendLittleEndian<Number: BitwiseCopyable>(_ numbers: [Number], to bytes: inout [UInt8]) {
  unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
}

/// The size in bytes of an array of a shape; nil if a size is negative or the product is beyond
/// 63 bits.
func byteCount(of sizes: [Int], elementSize: Int) -> Int? {
  var total = elementSize
  for size in sizes {
    let (product, overflow) = total.multipliedReportingOverflow(by: size)
    guard size >= 0, !overflow else { return nil }
    total = product
  }
  return total
}

/// The single-precision value of half-precision bits (IEEE 754 binary16); exact.
func float(half bits: UInt16) -> Float {
  let sign: Float = bits >> 15 == 0 ? 1 : -1
  let exponent = Int(bits >> 10 & 0x1f)
  let fraction = Float(bits & 0x3ff)
  switch exponent {
  case 0: return sign * fraction * 0x1p-24
  case 31:
    let quiet: UInt32 = fraction == 0 ? 0 : 0x40_0000
    return Float(
      bitPattern: UInt32(bits >> 15) << 31 | 0x7f80_0000 | quiet | UInt32(bits & 0x3ff) << 13)
  default:
    return sign * Float(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
  }
}

/// The single-precision value of bfloat16 bits; exact.
func float(brain bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }
