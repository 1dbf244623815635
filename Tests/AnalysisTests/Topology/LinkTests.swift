import Analysis
import Testing

struct LinkTests {
  @Test func piecesByHand() {
    #expect(Link.pieces(of: 0, connectivity: .eight) == [])
    // Above and below are apart; above and right touch in the corner between them.
    #expect(Link.pieces(of: 0b0100_0010, connectivity: .eight) == [0b10, 0b100_0000])
    #expect(Link.pieces(of: 0b0001_0010, connectivity: .eight) == [0b1_0010])
    #expect(Link.pieces(of: 0b0001_0010, connectivity: .four) == [0b10, 0b1_0000])
    #expect(Link.pieces(of: 0b0001_0110, connectivity: .four) == [0b1_0010])
    // Four corners are four pieces of 8 neighbours, and nothing for 4.
    #expect(Link.pieces(of: 0b1010_0101, connectivity: .eight).count == 4)
    #expect(Link.pieces(of: 0b1010_0101, connectivity: .four) == [])
  }

  /// One kind of neighbour on each side: around a point that is no extreme the lower pieces and the
  /// higher ones take turns, so there are as many.
  @Test func lowerAndHigherPiecesTakeTurns() {
    for mask in UInt8.min...UInt8.max {
      let lower = Link.pieces(of: mask, connectivity: .eight).count
      let higher = Link.pieces(of: ~mask, connectivity: .four).count
      if lower == 0 {
        #expect(higher == 1)
      } else if higher == 0 {
        #expect(lower == 1)
      } else {
        #expect(lower == higher, "mask \(mask)")
      }
    }
  }
}
