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

  /// - Parameters:
  ///   - extremes: the places at which ways end, in the order of their numbers.
  ///   - hasOutside: whether the ring is the extreme with the number 0.
  init(_ links: LinkMasks, _ table: LinkTable, extremes: [Int32], hasOutside: Bool) {
    self.links = links
    self.table = table
    let offsets = Link.offsets(width: links.width)
    self.offsets = offsets
    indexOffsets = Link.offsets(width: links.columns)
    steps = table.steps.map { offsets[Int($0)] }
    classes = Array(repeating: -1, count: links.masks.count)
    for (number, place) in extremes.enumerated() { classes[Int(place)] = Int32(number) }
    if hasOutside { fillRing() }
  }

  private mutating func fillRing() {
    let (width, count) = (links.width, classes.count)
    for place in 0..<width { (classes[place], classes[count - 1 - place]) = (0, 0) }
    for start in stride(from: 0, to: count, by: width) {
      (classes[start], classes[start + width - 1]) = (0, 0)
    }
  }

  // MARK: Any way

  /// The classes that a saddle joins, in no order; −1 where there are fewer than four.
  mutating func anyEnds(of saddle: Int) -> SIMD4<Int32> {
    let pieces = table.pieces[Int(links.masks[saddle])]
    var ends = SIMD4<Int32>(repeating: -1)
    for number in 0..<4 {
      if pieces[number] == 0 { break }
      ends[number] = anyClass(from: saddle + offsets[pieces[number].trailingZeroBitCount])
    }
    return ends
  }

  private mutating func anyClass(from start: Int) -> Int32 {
    var place = start
    while classes[place] < 0 { place += steps[Int(links.masks[place])] }
    let found = classes[place]
    place = start
    while classes[place] < 0 {
      classes[place] = found
      place += steps[Int(links.masks[place])]
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
  /// lowest first; −1 where there are fewer than four.
  func ends(of saddle: Int) -> SIMD4<Int32> {
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
