/// To which extreme the way from a place leads, downhill or uphill.
///
/// A way is looked for when it is asked for, and every place on it keeps the answer, so that no
/// place is passed twice.
struct FlowBasins {
  private let links: LinkMasks
  private let table: LinkTable
  /// How far it is to each of the 8 neighbours, in the grid with its ring and in the field.
  private let offsets: [Int]
  private let indexOffsets: [Int]
  /// How far it is to the next place on a way, for each mask.
  private let steps: [Int]
  /// For each place of the grid with its ring the number of its extreme; −1 where nobody has asked,
  /// and for points that are in no set.
  private(set) var classes: [Int32]

  init(_ points: CriticalPoints) {
    links = points.links
    table = points.table
    let offsets = Link.offsets(width: links.width)
    self.offsets = offsets
    indexOffsets = Link.offsets(width: links.columns)
    steps = table.steps.map { offsets[Int($0)] }
    classes = Array(repeating: -1, count: links.masks.count)
    for (number, place) in points.extremes.enumerated() { classes[Int(place)] = Int32(number) }
    if points.side.isAbove { fillRing() }
  }

  /// The ring belongs to the class of the outside.
  private mutating func fillRing() {
    let (width, count) = (links.width, classes.count)
    for place in 0..<width { (classes[place], classes[count - 1 - place]) = (0, 0) }
    for start in stride(from: 0, to: count, by: width) {
      (classes[start], classes[start + width - 1]) = (0, 0)
    }
  }

  // MARK: Any way

  /// Which classes each saddle joins, two by two; nothing for one that joins a class to itself.
  mutating func joins(at saddles: [Int32], level: (Int32) -> Double) -> Pairing.Joins {
    var joins = Pairing.Joins()
    joins.reserve(saddles.count)
    let (masks, pieces, offsets, steps) = (links.masks, table.pieces, self.offsets, self.steps)
    // A copy of its own, so that no call in between has to look whether it is.
    var classes = self.classes
    self.classes = []
    for saddle in saddles {
      let around = pieces[Int(masks[Int(saddle)])]
      func end(_ number: Int) -> Int32 {
        let start = Int(saddle) + offsets[around[number].trailingZeroBitCount]
        return Self.anyClass(from: start, masks, steps, &classes)
      }
      let first = end(0)
      for number in 1..<4 {
        if around[number] == 0 { break }
        let other = end(number)
        if other == first { continue }
        joins.saddles.append(saddle)
        joins.levels.append(level(saddle))
        joins.ends.append(SIMD2(first, other))
      }
    }
    self.classes = classes
    return joins
  }

  @inline(__always)
  private static func anyClass(
    from start: Int, _ masks: [UInt8], _ steps: [Int], _ classes: inout [Int32]
  ) -> Int32 {
    var place = start
    while classes[place] < 0 { place += steps[Int(masks[place])] }
    let found = classes[place]
    place = start
    while classes[place] < 0 {
      classes[place] = found
      place += steps[Int(masks[place])]
    }
    return found
  }

  // MARK: The steepest way down

  /// Finds the extreme of every point with a finite value.
  mutating func fill() {
    var way: [Int] = []
    for index in links.values.indices where links.values[index] < .infinity {
      var place = links.padded(index)
      while classes[place] < 0 {
        way.append(place)
        place = lowest(around: place)
      }
      for passed in way { classes[passed] = classes[place] }
      way.removeAll(keepingCapacity: true)
    }
  }

  /// The classes that a saddle joins, those of the lowest neighbour in each piece around it, the
  /// lowest first; −1 where there are fewer than four. After ``fill()``.
  func steepestEnds(of saddle: Int) -> SIMD4<Int32> {
    let pieces = table.pieces[Int(links.masks[saddle])]
    let index = links.index(of: saddle)
    let lowest = (0..<4).filter { pieces[$0] != 0 }
      .map { lowestNeighbour(in: pieces[$0], around: index) }
      .sorted { isLower($0, $1, around: index) }
    var ends = SIMD4<Int32>(repeating: -1)
    for (number, neighbour) in lowest.enumerated() {
      ends[number] = classes[saddle + offsets[neighbour]]
    }
    return ends
  }

  private func lowest(around place: Int) -> Int {
    let pieces = table.pieces[Int(links.masks[place])]
    let members = pieces[0] | pieces[1] | pieces[2] | pieces[3]
    return place + offsets[lowestNeighbour(in: members, around: links.index(of: place))]
  }

  /// The lowest of some neighbours of a point; of equal ones the first.
  private func lowestNeighbour(in members: UInt8, around index: Int) -> Int {
    var lowest = members.trailingZeroBitCount
    var rest = members & (members &- 1)
    while rest != 0 {
      let neighbour = rest.trailingZeroBitCount
      if isLower(neighbour, lowest, around: index) { lowest = neighbour }
      rest &= rest &- 1
    }
    return lowest
  }

  private func isLower(_ a: Int, _ b: Int, around index: Int) -> Bool {
    let values = (links.values[index + indexOffsets[a]], links.values[index + indexOffsets[b]])
    return values.0 < values.1 || (values.0 == values.1 && a < b)
  }
}
