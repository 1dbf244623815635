/// Undoes the filters of chunks, one after another.
struct HDF5Unpacking: ~Copyable {
  private let filters: HDF5Filters
  /// The bytes of a chunk without its filters.
  private let size: Int
  private let inflation: InflateStream
  private var inflated: [UInt8] = []

  init(_ filters: HDF5Filters, size: Int) throws {
    self.filters = filters
    self.size = size
    inflation = try InflateStream(.zlib, source: "HDF5")
  }

  /// The bytes of a chunk; nil if it is damaged or holds another number of bytes.
  ///
  /// - Parameters:
  ///   - stored: the bytes in the file.
  ///   - mask: the filters that were left out.
  mutating func unpacked(_ stored: [UInt8], mask: UInt32) -> [UInt8]? {
    let applied = filters.applied(mask)
    var bytes = stored
    for (index, filter) in applied.enumerated().reversed() {
      switch filter {
      case .deflate:
        // Before it, nothing but checksums changes the number of bytes.
        let sums = applied[..<index].count { if case .fletcher32 = $0 { true } else { false } }
        guard inflate(bytes, to: size + 4 * sums) else { return nil }
        swap(&bytes, &inflated)
      case .fletcher32:
        guard Fletcher32.verifies(bytes) else { return nil }
        bytes.removeLast(4)
      case .shuffle(let elementSize): bytes = Self.unshuffled(bytes, elementSize)
      }
    }
    return bytes.count == size ? bytes : nil
  }

  private mutating func inflate(_ bytes: [UInt8], to expected: Int) -> Bool {
    if inflated.count != expected { inflated = [UInt8](repeating: 0, count: expected) }
    inflation.restart()
    let step = inflation.step(input: bytes, from: 0, into: &inflated)
    guard step.produced == expected else { return false }
    if step.outcome == .ended { return true }
    // The end can lie behind the last byte that fits.
    var excess: [UInt8] = [0]
    let rest = inflation.step(input: bytes, from: step.consumed, into: &excess)
    return rest.produced == 0 && rest.outcome == .ended
  }

  private static func unshuffled(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
    let count = size > 1 ? bytes.count / size : 0
    guard count > 1 else { return bytes }
    var result = bytes
    for place in 0..<size {
      let start = place * count
      var target = place
      for index in start..<start + count {
        result[target] = bytes[index]
        target += size
      }
    }
    return result
  }
}
