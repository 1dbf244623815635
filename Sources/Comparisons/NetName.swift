extension ComparisonStages {
  /// One of the nets, or a copy of one that takes the examples in another order.
  struct NetName: Hashable, CustomStringConvertible {
    let arm: ComparisonFiles.Arm
    let seed: Int
    /// The epochs that it shares with the net of its kind and seed; nil for that net itself.
    var reorderedAfter: Int?

    /// For progress and messages: `without shortcuts, seed 1`.
    var description: String {
      "\(arm.title.lowercased()), seed \(seed)"
        + (reorderedAfter.map { ", other order after epoch \($0)" } ?? "")
    }
  }
}
