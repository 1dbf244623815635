/// The classes of ``Flooding``, numbered by age: which have met so far, and how those that met an older
/// one have ended.
struct Pieces {
  /// The end of a class in an older one.
  struct Merge {
    /// The saddle at which it ends, as a place in the grid with its ring.
    let saddle: Int32
    /// The class that continues.
    let survivor: Int32
    /// A class on the other side of the saddle.
    let spill: Int32
  }

  private var sets: DisjointSets
  /// How each class ended; nil where it has not met an older one.
  private(set) var merges: [Merge?]

  init(count: Int) {
    sets = DisjointSets(count: count)
    merges = Array(repeating: nil, count: count)
  }

  /// Joins the sets of up to four classes (−1 for fewer) into the oldest of them.
  ///
  /// - Parameter ends: first the class to which the saddle itself leads.
  mutating func join(_ ends: SIMD4<Int32>, at saddle: Int32) {
    let (first, second) = (sets.oldest(with: ends[0]), sets.oldest(with: ends[1]))
    if ends[2] >= 0 { return joinAll(ends, at: saddle) }
    // What fills a set up to the saddle flows on where the saddle does; if that is back into the
    // set itself, down on the other side.
    if first < second {
      end(second, in: first, Merge(saddle: saddle, survivor: first, spill: ends[0]))
    } else if second < first {
      end(first, in: second, Merge(saddle: saddle, survivor: second, spill: ends[1]))
    }
  }

  private mutating func joinAll(_ ends: SIMD4<Int32>, at saddle: Int32) {
    var roots = ends
    for number in 0..<4 where ends[number] >= 0 {
      roots[number] = sets.oldest(with: ends[number])
    }
    let home = roots[0]
    var oldest = 0
    for number in 1..<4 where roots[number] >= 0 && roots[number] < roots[oldest] {
      oldest = number
    }
    for number in 0..<4 where roots[number] >= 0 && roots[number] != roots[oldest] {
      let spill = roots[number] == home ? ends[oldest] : ends[0]
      end(
        roots[number], in: roots[oldest],
        Merge(saddle: saddle, survivor: roots[oldest], spill: spill))
    }
  }

  private mutating func end(_ younger: Int32, in older: Int32, _ merge: Merge) {
    sets.hang(younger, below: older)
    merges[Int(younger)] = merge
  }
}
