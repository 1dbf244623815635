/// Finds which classes saddles join: from the pieces around a saddle it follows any way, downhill or
/// uphill, to an extreme.
///
/// A way is looked for when it is asked for, and every place on it keeps the answer, so that no
/// place is passed twice.
struct JoinFinder {
  private let masks: [UInt8]
  private let entries: [SIMD4<UInt8>]
  /// How far it is to each neighbour, and to the next place on a way for each mask.
  private let offsets: [Int]
  private let steps: [Int]
  /// For each place of the grid with its ring the number of its extreme; −1 where it has not been
  /// looked up.
  private var classes: [Int32]

  /// - Parameters:
  ///   - extremes: as places in the grid with its ring; they are numbered in the order given.
  ///   - isOutsideFirst: whether the first of them is no point, but stands for the ring.
  init(_ links: LinkMasks, _ table: LinkTable, extremes: [Int32], isOutsideFirst: Bool) {
    masks = links.masks
    entries = table.entries
    let offsets = Link.offsets(width: links.width)
    self.offsets = offsets
    steps = table.entries.map { offsets[Int($0[0])] }
    classes = Array(repeating: -1, count: links.masks.count)
    if isOutsideFirst { fillRing(width: links.width) }
    // From all that touch an extreme a way leads to it.
    for number in (isOutsideFirst ? 1 : 0)..<extremes.count {
      let place = Int(extremes[number])
      classes[place] = Int32(truncatingIfNeeded: number)
      for neighbour in table.touching {
        classes[place &+ offsets[neighbour]] = Int32(truncatingIfNeeded: number)
      }
    }
  }

  private mutating func fillRing(width: Int) {
    let count = classes.count
    for place in 0..<width { (classes[place], classes[count - 1 - place]) = (0, 0) }
    for start in stride(from: 0, to: count, by: width) {
      (classes[start], classes[start + width - 1]) = (0, 0)
    }
  }

  /// Says which classes saddles join, two by two, in their order; nothing for one that joins a class
  /// to itself.
  mutating func forEachJoin(
    at saddles: some Sequence<Int32>, _ body: (_ saddle: Int32, SIMD2<Int32>) -> Void
  ) {
    let (masks, entries, offsets, steps) = (masks, entries, offsets, steps)
    var known = classes.mutableSpan
    for saddle in saddles {
      let around = entries[Int(masks[Int(saddle)])]
      let start = Int(saddle)
      let first = Self.anyClass(from: start &+ offsets[Int(around[0])], masks, steps, &known)
      for number in 1..<4 where around[number] != Link.none {
        let other = Self.anyClass(from: start &+ offsets[Int(around[number])], masks, steps, &known)
        if other != first { body(saddle, SIMD2(first, other)) }
      }
    }
  }

  @inline(__always)
  private static func anyClass(
    from start: Int, _ masks: [UInt8], _ steps: [Int], _ classes: inout MutableSpan<Int32>
  ) -> Int32 {
    if classes[start] >= 0 { return classes[start] }
    var place = start
    while classes[place] < 0 { place &+= steps[Int(masks[place])] }
    let found = classes[place]
    place = start
    while classes[place] < 0 {
      classes[place] = found
      place &+= steps[Int(masks[place])]
    }
    return found
  }
}
