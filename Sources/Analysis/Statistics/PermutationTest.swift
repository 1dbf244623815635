/// The exact unpaired permutation test of a difference of means (Fisher 1935; Pitman 1937).
///
/// If the two sides came from one distribution, every way to deal the values out to sides of these
/// sizes would be equally likely. p is the share of all deals whose means differ by at least as
/// much as those observed, in either direction; the observed deal is one of them, so p is never 0.
///
/// Deals are not enumerated one by one. The values are split into two halves; the sums of all
/// choices from each are sorted by size, and matched from both ends (after Horowitz & Sahni 1974,
/// "Computing partitions with applications to the knapsack problem"): for n values 2^(n/2) sums
/// instead of 2^n.
public struct PermutationTest: Hashable, Sendable {
  /// The most sums of choices from half of the values: all there are for 20 values a side.
  private static let mostSums = 1 << 20

  /// The mean of the first side minus the mean of the second.
  public let difference: Double
  /// The two-sided p, in (0, 1].
  public let p: Double
  /// The number of deals.
  public let deals: Int

  /// Compares two sides. Nil when a side is empty, a value is not finite, or there are too many deals
  /// (from 21 values a side on).
  public init?(_ first: [Double], _ second: [Double]) {
    let values = first + second
    guard !first.isEmpty, !second.isEmpty, values.allSatisfy(\.isFinite),
      let deals = Self.deals(first.count, second.count)
    else { return nil }
    let (fewer, others) = first.count <= second.count ? (first, second) : (second, first)
    let total = values.reduce(0, +)
    /// Rises with the sum.
    func difference(sum: Double) -> Double {
      sum / Double(fewer.count) - (total - sum) / Double(others.count)
    }
    let observed = difference(sum: fewer.reduce(0, +))
    // Deals that tie with the observed one must count, whatever the rounding of their sums.
    let slack = 1e-12 * values.reduce(0) { $0 + $1.magnitude }
    let least = abs(observed) - slack
    var extreme = deals
    if least > 0 {
      let half = values.count / 2
      let sums = [values[..<half], values[half...]].map { Self.sums(of: $0, upTo: fewer.count) }
      extreme = (0...fewer.count).reduce(0) { count, size in
        guard sums[0].indices.contains(size), sums[1].indices.contains(fewer.count - size) else {
          return count
        }
        let (some, rest) = (sums[0][size], sums[1][fewer.count - size])
        return count
          + Self.pairs(some, rest) { difference(sum: $0) >= least }
          + some.count * rest.count - Self.pairs(some, rest) { difference(sum: $0) > -least }
      }
    }
    self.difference = first.count <= second.count ? observed : -observed
    self.deals = deals
    p = Double(extreme) / Double(deals)
  }

  /// The smallest p that sides of these sizes can give, whatever the values: with 3 a side, 0.1.
  ///
  /// Nil when a side is empty or there are too many deals. Sides of one size can be
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
    return "With \(firstCount) and \(secondCount) values an exact permutation test gives"
      + " p = \(rounded) at least: no difference can be significant at 0.05."
  }

  /// The number of deals; nil where the sums of choices from half of the values are too many.
  private static func deals(_ firstCount: Int, _ secondCount: Int) -> Int? {
    let (chosen, count) = (min(firstCount, secondCount), firstCount + secondCount)
    var sums = 0
    for size in 0...min(chosen, (count + 1) / 2) {
      guard let choices = choices(of: size, from: (count + 1) / 2) else { return nil }
      sums += choices
      if sums > mostSums { return nil }
    }
    return choices(of: chosen, from: count)
  }

  /// The binomial coefficient; nil where it is too large for 53 bits.
  private static func choices(of chosen: Int, from count: Int) -> Int? {
    var choices = 1
    for k in stride(from: 1, through: min(chosen, count - chosen), by: 1) {
      let (product, isTooLarge) = choices.multipliedReportingOverflow(by: count - k + 1)
      if isTooLarge || product / k > 1 << 53 { return nil }
      choices = product / k
    }
    return choices
  }

  /// The sums of all choices of some values by the size of the choice, up to a largest one; those of
  /// one size ascend.
  private static func sums(of values: ArraySlice<Double>, upTo most: Int) -> [[Double]] {
    var sums: [[Double]] = [[0]]
    for value in values {
      if sums.count <= most { sums.append([]) }
      for size in stride(from: sums.count - 1, to: 0, by: -1) {
        sums[size] += sums[size - 1].map { $0 + value }
      }
    }
    return sums.map { $0.sorted() }
  }

  /// The number of pairs from two ascending lists whose sum meets a condition that all larger sums
  /// meet too.
  private static func pairs(
    _ some: [Double], _ rest: [Double], where isLargeEnough: (Double) -> Bool
  ) -> Int {
    var count = 0
    var start = rest.count
    for number in some {
      while start > 0, isLargeEnough(number + rest[start - 1]) { start -= 1 }
      count += rest.count - start
    }
    return count
  }
}
