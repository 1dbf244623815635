internal import RealModule

/// Student's t distribution with a whole number of degrees of freedom.
public struct StudentT: Hashable, Sendable {
  /// The degrees of freedom ν ≥ 1.
  public let degreesOfFreedom: Int

  /// Creates the distribution.
  public init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 1, "needs ≥ 1 degree of freedom, got \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of −t ≤ T ≤ t, for t ≥ 0.
  ///
  /// The finite sums of Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and
  /// 26.7.4, with θ = atan(t/√ν); all terms are positive, so nothing cancels.
  public func probability(within t: Double) -> Double {
    let nu = degreesOfFreedom
    let theta = Double.atan(t / Double(nu).squareRoot())
    let (sine, cosine) = (Double.sin(theta), Double.cos(theta))
    let isOdd = nu % 2 == 1
    // Odd: cos θ + ⅔ cos³θ + … (up to cos^(ν−2)); even: 1 + ½ cos²θ + … (up to cos^(ν−2)).
    var sum = 0.0
    var term = isOdd ? cosine : 1
    for power in stride(from: isOdd ? 1 : 0, through: nu - 2, by: 2) {
      sum += term
      term *= cosine * cosine * Double(power + 1) / Double(power + 2)
    }
    return isOdd ? 2 / Double.pi * (theta + sine * sum) : sine * sum
  }

  /// The t for which T lies within ±t with a probability in (0, 1): for 0.95 the factor of the
  /// 95 % interval.
  public func quantile(within probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "not in (0, 1): \(probability)")
    var (lower, upper) = (0.0, 1.0)
    while self.probability(within: upper) < probability { (lower, upper) = (upper, 2 * upper) }
    // Bisection to the last bit: the probability rises with t, and this is not a hot path.
    while true {
      let middle = (lower + upper) / 2
      guard middle > lower, middle < upper else { return middle }
      if self.probability(within: middle) < probability { lower = middle } else { upper = middle }
    }
  }
}
