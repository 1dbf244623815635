/// The order of the leaves of a merge tree from left to right, in which no branch crosses another: each
/// basin stands before those that meet it, and of these the one that meets it first comes first.
package struct MergeTreeLayout: Hashable {
  /// The place of each basin, counted from 0.
  package private(set) var places: [Int]

  package init(_ basins: [BasinFigure.Basin]) {
    places = Array(repeating: 0, count: basins.count)
    var guests: [[Int]] = Array(repeating: [], count: basins.count)
    var waiting: [Int] = []
    for (index, basin) in basins.enumerated() {
      if let survivor = basin.survivor, survivor < index {
        guests[survivor].append(index)
      } else {
        waiting.append(index)
      }
    }
    waiting.reverse()
    var place = 0
    while let basin = waiting.popLast() {
      places[basin] = place
      place += 1
      // The last to meet it goes onto the pile first, and so comes last.
      waiting += guests[basin].sorted { basins[$0].death > basins[$1].death }
    }
  }
}
