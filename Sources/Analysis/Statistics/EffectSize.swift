/// How far two sides differ, in units that do not depend on how many values there are: what belongs
/// beside every p.
public struct EffectSize: Hashable, Sendable {
  /// Cliff's δ (Cliff 1993): the share of pairs, one value of each side, in which the first is larger
  /// less the share in which it is smaller; −1 … 1, and ±1 where the sides do not overlap.
  public let cliffDelta: Double
  /// Hedges' g (Hedges 1981): the difference of the means over the pooled standard deviation, times
  /// 1 − 3/(4(n₁ + n₂) − 9) against its bias in small samples. Nil below two values a side, where no
  /// side varies, and where the numbers are too large or too small for it.
  public let hedgesG: Double?

  /// Compares two sides; nil when one is empty or a value is not finite.
  public init?(_ first: [Double], _ second: [Double]) {
    guard !first.isEmpty, !second.isEmpty, (first + second).allSatisfy(\.isFinite) else {
      return nil
    }
    var balance = 0
    for a in first {
      for b in second { balance += a > b ? 1 : a < b ? -1 : 0 }
    }
    cliffDelta = Double(balance) / Double(first.count * second.count)
    guard let one = SampleSummary(of: first), let other = SampleSummary(of: second),
      let s1 = one.standardDeviation, let s2 = other.standardDeviation, s1 > 0 || s2 > 0
    else {
      hedgesG = nil
      return
    }
    let (n1, n2) = (Double(first.count), Double(second.count))
    let pooled = ((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / (n1 + n2 - 2)
    let g = (one.mean - other.mean) / pooled.squareRoot() * (1 - 3 / (4 * (n1 + n2) - 9))
    hedgesG = pooled.isFinite && g.isFinite ? g : nil
  }
}
