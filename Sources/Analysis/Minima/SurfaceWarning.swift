/// A reason to treat the results for a surface with caution.
public enum SurfaceWarning: Hashable, Sendable, CustomStringConvertible {
  /// Points have not been evaluated; they act as walls.
  case missingPoints(Int)
  /// Points have not been evaluated; a complete coarser grid of columns × rows stands for all.
  case coarser(missing: Int, columns: Int, rows: Int)
  /// Points have a loss that the scale has no height for; they act as walls.
  case pointsWithoutHeight(Int)
  /// Points have no finite value; they act as walls.
  case nonfinitePoints(Int)
  /// Minima that reach the threshold lie in regions that walls cut off from the lowest minimum.
  case cutOff(Int)
  /// Minima that reach the threshold have a barrier that sampling alone can produce.
  case withinSampling(Int, of: Int)

  /// The warning as one sentence.
  public var description: String {
    switch self {
    case .missingPoints(let count):
      count == 1
        ? "1 point has not been evaluated: the counts are provisional."
        : "\(count) points have not been evaluated: the counts are provisional."
    case .coarser(let count, let columns, let rows):
      "\(count) \(count == 1 ? "point has" : "points have") not been evaluated: the counts are"
        + " those of the complete coarser grid of \(columns) × \(rows) points, and provisional."
    case .pointsWithoutHeight(let count):
      count == 1
        ? "1 point has a finite loss, but no height on this scale, and acts as a wall."
        : "\(count) points have a finite loss, but no height on this scale, and act as walls."
    case .nonfinitePoints(let count):
      count == 1
        ? "1 point has no finite value and acts as a wall."
        : "\(count) points have no finite value and act as walls."
    case .cutOff(let count):
      (count == 1
        ? "1 minimum is cut off by points without a value: its"
        : "\(count) minima are cut off by points without a value: their")
        + " persistence covers only the visible part of the region around."
    case .withinSampling(let count, let total):
      "\(count) of these \(total) minima \(count == 1 ? "is" : "are") within what grid"
        + " spacing alone can produce (persistence ≤ allowance): sample more finely before counting"
        + " \(count == 1 ? "it" : "them")."
    }
  }
}
