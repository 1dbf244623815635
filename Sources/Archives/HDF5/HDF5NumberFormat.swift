/// How a number is stored.
struct HDF5NumberFormat {
  enum Kind {
    case unsigned
    case signed
    /// IEEE 754.
    case floating
    /// bfloat16: the upper half of a float32.
    case brain
  }

  let kind: Kind
  /// Its bytes.
  let size: Int
  let isBigEndian: Bool

  /// Whether it is a whole number.
  var isWhole: Bool { kind == .unsigned || kind == .signed }

  /// Converts as many numbers as the bytes hold.
  func convert<Number: HDF5Number>(
    _ bytes: RawSpan, into target: UnsafeMutableBufferPointer<Number>
  ) {
    switch (kind, size) {
    case (.unsigned, 1):
      unsafe load(bytes, as: UInt8.self, target) { Number(unsigned: UInt64($0)) }
    case (.unsigned, 2):
      unsafe load(bytes, as: UInt16.self, target) { Number(unsigned: UInt64($0)) }
    case (.unsigned, 4):
      unsafe load(bytes, as: UInt32.self, target) { Number(unsigned: UInt64($0)) }
    case (.unsigned, _): unsafe load(bytes, as: UInt64.self, target) { Number(unsigned: $0) }
    case (.signed, 1):
      unsafe load(bytes, as: UInt8.self, target) {
        Number(signed: Int64(Int8(truncatingIfNeeded: $0)))
      }
    case (.signed, 2):
      unsafe load(bytes, as: UInt16.self, target) {
        Number(signed: Int64(Int16(truncatingIfNeeded: $0)))
      }
    case (.signed, 4):
      unsafe load(bytes, as: UInt32.self, target) {
        Number(signed: Int64(Int32(truncatingIfNeeded: $0)))
      }
    case (.signed, _):
      unsafe load(bytes, as: UInt64.self, target) {
        Number(signed: Int64(truncatingIfNeeded: $0))
      }
    case (.brain, _):
      unsafe load(bytes, as: UInt16.self, target) { Number(single: float(brain: $0)) }
    case (.floating, 2):
      unsafe load(bytes, as: UInt16.self, target) { Number(single: float(half: $0)) }
    case (.floating, 4):
      unsafe load(bytes, as: UInt32.self, target) { Number(single: Float(bitPattern: $0)) }
    case (.floating, _):
      unsafe load(bytes, as: UInt64.self, target) { Number(double: Double(bitPattern: $0)) }
    }
  }

  @inline(__always)
  private func load<Bits: FixedWidthInteger & BitwiseCopyable, Number>(
    _ bytes: RawSpan, as type: Bits.Type, _ target: UnsafeMutableBufferPointer<Number>,
    _ number: (Bits) -> Number
  ) {
    let count = bytes.byteCount / MemoryLayout<Bits>.size
    precondition(count <= target.count, "\(count) numbers for \(target.count) places")
    unsafe bytes.withUnsafeBytes { source in
      if isBigEndian {
        for index in 0..<count {
          let bits = unsafe source.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
          unsafe target[index] = number(bits.byteSwapped)
        }
      } else {
        for index in 0..<count {
          let bits = unsafe source.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
          unsafe target[index] = number(bits)
        }
      }
    }
  }
}

/// What numbers of a file are turned into.
protocol HDF5Number: BitwiseCopyable, Sendable, Equatable {
  init(unsigned: UInt64)
  init(signed: Int64)
  init(single: Float)
  init(double: Double)
}

extension Double: HDF5Number {
  init(unsigned: UInt64) { self.init(unsigned) }
  init(signed: Int64) { self.init(signed) }
  init(single: Float) { self.init(single) }
  init(double: Double) { self = double }
}

extension Float: HDF5Number {
  init(unsigned: UInt64) { self.init(unsigned) }
  init(signed: Int64) { self.init(signed) }
  init(single: Float) { self = single }
  init(double: Double) { self.init(double) }
}

/// Clamped to 0…255.
extension UInt8: HDF5Number {
  init(unsigned: UInt64) { self.init(clamping: unsigned) }
  init(signed: Int64) { self.init(clamping: signed) }
  init(single: Float) { self.init(double: Double(single)) }
  init(double: Double) { self = double >= 255 ? 255 : double > 0 ? UInt8(double) : 0 }
}
