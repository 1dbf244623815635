/// The indices of the finite values, ascending by value; equal values by index.
///
/// NaN and infinities are left out. A radix sort on the bits of the values, least significant
/// digit first: stable, so that the order of the indices decides ties by itself, and linear in
/// time and memory. −0 and +0 are equal.
package func ascendingOrder(of values: [Double]) -> [Int32] {
  precondition(values.count <= Int(Int32.max), "\(values.count) points exceed \(Int32.max)")
  var entries: [RadixEntry] = []
  entries.reserveCapacity(values.count)
  var histograms = [Int](repeating: 0, count: RadixEntry.digits * RadixEntry.radix)
  for index in values.indices where values[index].isFinite {
    let entry = RadixEntry(value: values[index], index: Int32(index))
    for digit in 0..<RadixEntry.digits {
      histograms[digit * RadixEntry.radix + entry[digit: digit]] += 1
    }
    entries.append(entry)
  }
  guard let first = entries.first else { return [] }
  var sorted = entries
  for digit in 0..<RadixEntry.digits {
    let base = digit * RadixEntry.radix
    // A digit that all values share orders nothing.
    if histograms[base + first[digit: digit]] == entries.count { continue }
    var next = 0
    for slot in base..<base + RadixEntry.radix {
      (histograms[slot], next) = (next, next + histograms[slot])
    }
    for entry in entries {
      let slot = base + entry[digit: digit]
      sorted[histograms[slot]] = entry
      histograms[slot] += 1
    }
    swap(&entries, &sorted)
  }
  return entries.map(\.index)
}

/// A value as an unsigned key of the same order, with the index it came from.
private struct RadixEntry {
  static let bits = 11
  static let radix = 1 << bits
  static let digits = (UInt64.bitWidth + bits - 1) / bits

  let key: UInt64
  let index: Int32

  init(value: Double, index: Int32) {
    // Adding zero turns −0 into +0. Negative numbers order by falling magnitude, so all their
    // bits are flipped; the others move above them by their sign bit.
    let bits = (value + 0).bitPattern
    key = bits >> 63 == 0 ? bits | (1 << 63) : ~bits
    self.index = index
  }

  subscript(digit digit: Int) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(digit * Self.bits)) & (Self.radix - 1)
  }
}
