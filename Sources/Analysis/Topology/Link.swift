/// The eight neighbours of a point, numbered row by row, and what their order shows about it.
///
///     0 1 2
///     3 · 4
///     5 6 7
///
/// A *mask* has bit i set if neighbour i is lower than the point. The set of the lower neighbours,
/// with the joins among them, is the point's lower link: how many pieces it has says what happens
/// when the point enters a sublevel set. With none a class is born, with one nothing happens, with
/// several pieces meet, or a loop closes. The higher neighbours do the same for superlevel sets.
package enum Link {
  /// The number that stands for no neighbour.
  static let none: UInt8 = 8

  /// How far it is to each neighbour in a grid with rows of `width` points, and 0 for ``none``.
  static func offsets(width: Int) -> [Int] {
    [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1, 0]
  }

  /// The neighbours on the left, on the right, above and below.
  static let sides: UInt8 = 0b0101_1010

  /// The neighbours around the point, each beside the next.
  private static let ring = [0, 1, 2, 4, 7, 6, 5, 3]

  /// The pieces of a set of neighbours, each as a mask, in the order of their first members.
  ///
  /// With `.eight` two neighbours that touch in any way are joined, so that over a corner the two
  /// sides beside it are. With `.four` only those with a common side are, and a piece counts if one
  /// of its members has a side in common with the point; only that part of it is returned.
  package static func pieces(of mask: UInt8, connectivity: MergeTree.Connectivity) -> [UInt8] {
    var pieces: [UInt8] = []
    for start in 0..<8 where mask & bit(start) != 0 {
      if pieces.contains(where: { $0 & bit(start) != 0 }) { continue }
      var piece = bit(start)
      while true {
        let grown = (0..<8).reduce(piece) { piece, other in
          let touches = (0..<8).contains {
            piece & bit($0) != 0 && areJoined($0, other, connectivity)
          }
          return mask & bit(other) != 0 && touches ? piece | bit(other) : piece
        }
        if grown == piece { break }
        piece = grown
      }
      pieces.append(piece)
    }
    switch connectivity {
    case .eight: return pieces
    case .four: return pieces.map { $0 & sides }.filter { $0 != 0 }
    }
  }

  private static func bit(_ neighbour: Int) -> UInt8 { 1 << UInt8(neighbour) }

  private static func areJoined(_ a: Int, _ b: Int, _ connectivity: MergeTree.Connectivity) -> Bool
  {
    let places = (ring.firstIndex(of: a) ?? 0, ring.firstIndex(of: b) ?? 0)
    let distance = abs(places.0 - places.1)
    let steps = min(distance, 8 - distance)
    // Two sides around a corner touch in that corner.
    return steps == 1 || (connectivity == .eight && steps == 2 && sides & bit(a) != 0)
  }
}
