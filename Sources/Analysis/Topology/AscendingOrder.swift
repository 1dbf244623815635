/// A number as an integer of the same order; −0 and +0 have the same one. Not for NaN.
package func orderedKey(of value: Double) -> UInt64 {
  // Adding zero turns −0 into +0. Negative numbers order by falling magnitude, so all their bits
  // are flipped; the others move above them by their sign bit.
  let bits = (value + 0).bitPattern
  return bits >> 63 == 0 ? bits | (1 << 63) : ~bits
}

/// The indices of some keys, ascending by key; equal keys by index.
///
/// A radix sort, least significant digit first, on the leading 32 bits in which the keys differ:
/// stable, so that the order of the indices decides ties by itself. What these bits leave open is
/// settled by a comparison sort of each run. For n keys it takes time n and 16 bytes each as long as
/// runs are short or already in order (as ties are), and time n·log n at worst.
package func ascendingOrder(ofKeys keys: [UInt64]) -> [Int32] {
  precondition(keys.count <= Int(Int32.max), "\(keys.count) points exceed \(Int32.max)")
  if keys.count < worthARadixSort {
    return (0..<Int32(keys.count)).sorted { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
  }
  guard let smallest = keys.min(), let largest = keys.max() else { return [] }
  let shift = UInt64(max(0, 32 - (largest - smallest).leadingZeroBitCount))
  // The leading bits above, the index below.
  var entries = keys.indices.map { ((keys[$0] - smallest) >> shift) << 32 | UInt64($0) }
  sortByUpperHalf(&entries, largest: (largest - smallest) >> shift)
  var order = entries.map { Int32(truncatingIfNeeded: $0) }
  if shift > 0 { settleRuns(of: entries, in: &order, keys: keys) }
  return order
}

/// The number of keys from which on a radix sort, which counts thousands of digits, is faster.
private let worthARadixSort = 1 << 9

/// Sorts entries by their upper 32 bits, those that agree in them by their place.
private func sortByUpperHalf(_ entries: inout [UInt64], largest: UInt64) {
  let radix = 1 << 11
  let digits = (64 - largest.leadingZeroBitCount + 10) / 11
  var sorted = entries
  for digit in 0..<digits {
    let offset = UInt64(32 + 11 * digit)
    var places = [Int](repeating: 0, count: radix)
    for entry in entries { places[Int(entry >> offset) & (radix - 1)] += 1 }
    var next = 0
    for slot in places.indices { (places[slot], next) = (next, next + places[slot]) }
    for entry in entries {
      let slot = Int(entry >> offset) & (radix - 1)
      sorted[places[slot]] = entry
      places[slot] += 1
    }
    swap(&entries, &sorted)
  }
}

/// Orders what the upper halves leave open: runs of entries that agree in them.
private func settleRuns(of entries: [UInt64], in order: inout [Int32], keys: [UInt64]) {
  var start = 0
  var isOrdered = true
  for end in 1...entries.count {
    if end < entries.count, entries[end] >> 32 == entries[start] >> 32 {
      // Indices ascend within a run, so only the keys can be out of order.
      isOrdered = isOrdered && keys[Int(order[end - 1])] <= keys[Int(order[end])]
      continue
    }
    if !isOrdered {
      order[start..<end].sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
    }
    (start, isOrdered) = (end, true)
  }
}
