/// How far the loss on a path rises above the straight line between the losses of its ends:
/// max over t of L(t) − ((1 − t)·L(0) + t·L(1)).
///
/// Frankle et al. 2020 ("Linear Mode Connectivity and the Lottery Ticket Hypothesis") subtract the mean of
/// the two ends instead. Where the ends differ, that counts part of the difference as a barrier: a loss that
/// goes straight from one end to the other then has one of half the difference. Subtracting the line, as
/// Entezari et al. 2022 do ("The Role of Permutation Invariance in Linear Mode Connectivity of Neural
/// Networks"), gives 0 there, and the same number where both ends have one loss.
public struct LossBarrier: Hashable, Sendable {
  /// The height, from 0: at the ends the difference is 0. Not finite where the loss is not finite on the path.
  public var height: Double
  /// The standard error of the height over examples; 0 where the highest place is an end, not a number
  /// where it is not known.
  ///
  /// The three losses are those of the same examples, so it is that of the mean of the examples' own
  /// differences. The place of the maximum is taken as given.
  public var error: Double
  /// The place t at which the path is highest above the line.
  public var place: Double

  /// Puts the numbers together.
  public init(height: Double, error: Double, place: Double) {
    (self.height, self.error, self.place) = (height, error, place)
  }

  /// The place of the barrier of some losses, and its height.
  ///
  /// - Parameters:
  ///   - ts: the places, ascending from 0 to 1.
  ///   - losses: the mean losses there.
  /// - Returns: the first of the highest places; the first one without a finite loss, where there is one,
  ///   with an infinite height.
  public static func highest(of losses: [Double], at ts: [Double]) -> (index: Int, height: Double) {
    precondition(
      ts.count == losses.count && ts.count > 1, "\(losses.count) losses, \(ts.count) places")
    if let broken = losses.firstIndex(where: { !$0.isFinite }) { return (broken, .infinity) }
    let (first, last) = (losses[0], losses[losses.count - 1])
    var best = (index: 0, height: 0.0)
    for index in 1..<ts.count - 1 {
      let height = losses[index] - ((1 - ts[index]) * first + ts[index] * last)
      if height > best.height { best = (index, height) }
    }
    return best
  }

  /// The standard error of the mean of the examples' own barriers at a place.
  ///
  /// - Parameters:
  ///   - t: the place.
  ///   - here: the loss of each example there.
  ///   - start: that of the same examples at t = 0.
  ///   - end: that at t = 1.
  /// - Returns: the standard deviation (with n − 1) over √n; not a number below two examples.
  public static func standardError(
    at t: Double, _ here: [Double], start: [Double], end: [Double]
  ) -> Double {
    precondition(here.count == start.count && here.count == end.count, "losses of other examples")
    guard here.count > 1 else { return .nan }
    let rises = here.indices.map { here[$0] - ((1 - t) * start[$0] + t * end[$0]) }
    let count = Double(rises.count)
    let mean = rises.reduce(0, +) / count
    let squares = rises.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (count - 1) / count).squareRoot()
  }
}
