/// The exact unpaired permutation test of a difference of means (Fisher 1935; Pitman 1937).
///
/// If the two sides came from one distribution, every way to deal the values out to sides of these
/// sizes would be equally likely. p is the share of all deals whose means differ by at least as
/// much as those observed, in either direction; the observed deal is one of them, so p is never 0.
public struct PermutationTest: Hashable, Sendable {
  /// The most deals that are gone through; above, a test is not exact any more in useful time.
  public static let mostDeals = 10_000_000

  /// The mean of the first side minus the mean of the second.
  public let difference: Double
  /// The two-sided p, in (0, 1].
  public let p: Double
  /// The number of deals.
  public let deals: Int

  /// Compares two sides. Nil when a side is empty, a value is not finite, or there are more than
  /// ``mostDeals`` deals (from 13 values a side on).
  public init?(_ first: [Double], _ second: [Double]) {
    let values = first + second
    guard !first.isEmpty, !second.isEmpty, values.allSatisfy(\.isFinite),
      let deals = Self.deals(first.count, second.count)
    else { return nil }
    let total = values.reduce(0, +)
    func difference(firstSum: Double) -> Double {
      firstSum / Double(first.count) - (total - firstSum) / Double(second.count)
    }
    let observed = difference(firstSum: first.reduce(0, +))
    // Deals that tie with the observed one must count, whatever the rounding of their sums.
    let slack = 1e-12 * values.reduce(0) { $0 + $1.magnitude }
    var extreme = 0
    Self.forEachSum(of: first.count, among: values) { sum in
      if abs(difference(firstSum: sum)) >= abs(observed) - slack { extreme += 1 }
    }
    self.difference = observed
    self.deals = deals
    p = Double(extreme) / Double(deals)
  }

  /// The smallest p that sides of these sizes can give, whatever the values: with 3 a side, 0.1.
  ///
  /// Nil when a side is empty or there are too many deals to go through. Sides of one size can be
  /// exchanged as a whole, so there the most extreme deal always has a twin.
  public static func smallestP(_ firstCount: Int, _ secondCount: Int) -> Double? {
    guard firstCount > 0, secondCount > 0, let deals = deals(firstCount, secondCount) else {
      return nil
    }
    return (firstCount == secondCount ? 2 : 1) / Double(deals)
  }

  /// What the sizes of two sides allow, in words; nil where they allow a p below 0.05.
  public static func limitation(_ firstCount: Int, _ secondCount: Int) -> String? {
    guard let smallest = smallestP(firstCount, secondCount), smallest >= 0.05 else { return nil }
    let rounded = (smallest * 1000).rounded() / 1000
    return "With \(firstCount) and \(secondCount) values an exact permutation test cannot go"
      + " below p = \(rounded): nothing can be significant at 0.05."
  }

  /// The binomial coefficient n over k of the deals; nil above ``mostDeals``.
  private static func deals(_ firstCount: Int, _ secondCount: Int) -> Int? {
    var deals = 1
    for k in stride(from: 1, through: min(firstCount, secondCount), by: 1) {
      deals = deals * (firstCount + secondCount - k + 1) / k
      if deals > mostDeals { return nil }
    }
    return deals
  }

  /// Calls a function with the sum of every choice of some of the values.
  private static func forEachSum(
    of chosen: Int, among values: [Double], _ body: (Double) -> Void
  ) {
    func choose(_ remaining: Int, from start: Int, sum: Double) {
      if remaining == 0 { return body(sum) }
      for next in start...values.count - remaining {
        choose(remaining - 1, from: next + 1, sum: sum + values[next])
      }
    }
    choose(chosen, from: 0, sum: 0)
  }
}
