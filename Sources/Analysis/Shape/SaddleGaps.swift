/// How high the saddles stand above the minima beside them: the saddle-minimum average distance
/// (SMAD) of Chen et al., "Landscaper: Understanding loss landscapes through multi-dimensional
/// topological analysis", arXiv 2602.07135.
///
/// Each minimum that stands at a threshold has a leaf in the merge tree simplified at that
/// threshold. Its *gap* is the height of the first saddle above it, where its piece meets another
/// for the first time. For all but the elder of two that meet this is the persistence; for the
/// elder, such as the lowest minimum of all, it is less. Then
///
///     plain    = Σ gapᵢ / n
///     weighted = Σ gapᵢ·aᵢ / Σ aᵢ
///
/// over the n minima with a saddle, aᵢ the number of points in the basin. What differs from
/// Landscaper's code: heights are on the analysed scale, in decades unless a linear one is asked for;
/// the tree is simplified at the threshold, where theirs keeps every ripple; basins are those of the
/// simplified watershed; and its weighted form is Σ gapᵢ·aᵢ / (n·N) with N points, an n-th of ours where no wall takes
/// points away.
public struct SaddleGaps: Hashable, Sendable {
  /// The number of minima with a saddle; ≥ 2.
  public let count: Int
  /// The mean gap, in the unit of the scale.
  public let plain: Double
  /// The mean gap weighted by the area of the basins, in the same units.
  public let weighted: Double

  /// The gaps of a merge tree of sublevel sets; nil where no two minima meet.
  ///
  /// - Parameters:
  ///   - tree: the merge tree of the heights on the analysed scale.
  ///   - threshold: the persistence from which a minimum stands, in the unit of the scale; ≥ 0.
  public init?(_ tree: MergeTree, threshold: Double) {
    // A branch lives at least as long as those that end in it, so what stands ends in what stands.
    var first = [Double](repeating: .infinity, count: tree.branches.count)
    for (number, branch) in tree.branches.enumerated() {
      guard let merge = branch.merge, tree.stands(number, atThreshold: threshold) else { continue }
      first[number] = min(first[number], branch.death)
      first[merge.survivor] = min(first[merge.survivor], branch.death)
    }
    let meeting = first.indices.filter { first[$0] < .infinity }
    guard !meeting.isEmpty else { return nil }
    let sizes = tree.basinSizes(atThreshold: threshold)
    let gaps = meeting.map { first[$0] - tree.branches[$0].birth }
    let areas = meeting.map { Double(sizes[$0]) }
    count = meeting.count
    plain = gaps.reduce(0, +) / Double(count)
    weighted = zip(gaps, areas).reduce(0) { $0 + $1.0 * $1.1 } / areas.reduce(0, +)
  }
}
