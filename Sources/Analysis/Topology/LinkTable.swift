/// What each of the 256 masks means for one kind of sets (see ``Link``).
struct LinkTable: Sendable {
  /// The number of pieces around the point.
  let counts: [UInt8]
  /// The pieces around the point, each as a mask; 0 where there are fewer than four.
  let pieces: [SIMD4<UInt8>]
  /// One neighbour in each piece; ``Link/none`` where there are fewer than four.
  let entries: [SIMD4<UInt8>]

  /// The neighbours that are joined to the point.
  let touching: [Int]

  private init(_ connectivity: MergeTree.Connectivity, complement: UInt8) {
    let all = (0..<256).map { mask in
      Link.pieces(of: UInt8(mask) ^ complement, connectivity: connectivity)
    }
    touching = (0..<8).filter { connectivity == .eight || Link.sides >> UInt8($0) & 1 == 1 }
    counts = all.map { UInt8($0.count) }
    pieces = all.map { pieces in
      SIMD4(pieces + Array(repeating: 0, count: 4 - pieces.count))
    }
    entries = pieces.map { pieces in
      SIMD4((0..<4).map { pieces[$0] == 0 ? Link.none : UInt8(pieces[$0].trailingZeroBitCount) })
    }
  }

  /// The table of sublevel sets.
  static func below(_ connectivity: MergeTree.Connectivity) -> LinkTable {
    switch connectivity {
    case .four: four
    case .eight: eight
    }
  }

  /// The table of superlevel sets with 4 neighbours.
  static let above = LinkTable(.four, complement: 0xFF)

  private static let four = LinkTable(.four, complement: 0)
  private static let eight = LinkTable(.eight, complement: 0)
}
