/// Two sides of nested values compared, the unit being the unit of each: means and intervals, an
/// exact permutation test of the units' means, and the size of the effect beside it.
public struct NestedComparison: Hashable, Sendable {
  /// One side.
  public let first: NestedSample
  /// The other side.
  public let second: NestedSample
  /// The test of the units' means; nil where there are too many ways to deal them out.
  public let test: PermutationTest?
  /// The size of the effect between the units' means.
  public let effect: EffectSize

  /// The mean of the first side minus the mean of the second.
  public var difference: Double { first.mean - second.mean }

  /// Compares two sides; nil where one is empty or a value is not finite.
  ///
  /// - Parameters:
  ///   - first: the values of each unit of one side.
  ///   - second: those of the other side.
  ///   - generator: draws the resamples of the intervals.
  public init?(
    _ first: [[Double]], _ second: [[Double]], using generator: inout some RandomNumberGenerator
  ) {
    guard let one = NestedSample(first, using: &generator),
      let other = NestedSample(second, using: &generator),
      let effect = EffectSize(one.unitMeans, other.unitMeans)
    else { return nil }
    (self.first, self.second, self.effect) = (one, other, effect)
    test = PermutationTest(one.unitMeans, other.unitMeans)
  }
}
