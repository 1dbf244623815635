/// The colours of basins: Okabe & Ito's (2008), which stay apart in all forms of colour vision.
enum BasinColors {
  private static let hues: [Color] = [
    0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7, 0xF0E442, 0x0072B2, 0xD55E00,
  ].map { Color(hex: $0) }

  /// The times that all hues have come from which on they come no closer to the ground.
  private static let lastRound = 3

  /// Ranks of which each has a colour of its own, and that have all the colours there are.
  static let ranks: [Int?] = [nil] + (1...(lastRound + 1) * hues.count).map { $0 }

  /// The one of these ranks that has the colour of a rank.
  static func rank(likeThatOf rank: Int?) -> Int? {
    guard let rank, (rank - 1) / hues.count > lastRound else { return rank }
    return lastRound * hues.count + (rank - 1) % hues.count + 1
  }

  /// The colour of a basin. After seven they come again, each time closer to the ground: numbers
  /// and boundaries then tell them apart.
  static func color(rank: Int?, _ palette: Palette) -> Color {
    guard let rank else { return palette.missing }
    let round = (rank - 1) / hues.count
    let share = round == 0 ? 0 : min(0.7, 0.3 + 0.2 * Double(min(round, lastRound) - 1))
    return hues[(rank - 1) % hues.count].mixed(with: palette.background, share)
  }
}
