/// To which minimum the steepest way down from each point leads.
struct FlowBasins {
  private let links: LinkMasks
  private let table: LinkTable
  /// How far it is to each of the 8 neighbours, in the grid with its ring and in the field.
  private let offsets: [Int]
  private let indexOffsets: [Int]
  /// For each place of the grid with its ring the number of its minimum; −1 for points that are in
  /// no sublevel set.
  private(set) var classes: [Int32]

  /// - Parameter minima: as places in the grid with its ring; they are numbered in the order given.
  init(_ links: LinkMasks, _ table: LinkTable, minima: [Int32]) {
    self.links = links
    self.table = table
    offsets = Link.offsets(width: links.width)
    indexOffsets = Link.offsets(width: links.columns)
    classes = Array(repeating: -1, count: links.masks.count)
    for (number, place) in minima.enumerated() { classes[Int(place)] = Int32(number) }
    fill()
  }

  /// Finds the minimum of every point with a finite value; every place on a way keeps the answer, so
  /// that no place is passed twice.
  private mutating func fill() {
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
