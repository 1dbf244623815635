/// One-dimensional cubic interpolation that makes no new extrema: between two neighbouring points the
/// curve is monotone, and it is once continuously differentiable.
///
/// M. Steffen, "A simple method for monotonic interpolation in one dimension", Astronomy and
/// Astrophysics 239 (1990), 443–450, equations 2–5 for the cubic, 8–11 for inner slopes and 24–26 for
/// the ends.
package enum MonotoneCubic {
  /// The slope at each point. Points that are NaN end the curve on either side of them.
  package static func slopes(_ xs: [Double], _ ys: [Double]) -> [Double] {
    func secant(_ i: Int) -> Double? {
      guard i >= 0, i + 1 < xs.count, ys[i].isFinite, ys[i + 1].isFinite else { return nil }
      return (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
    }
    return xs.indices.map { i in
      switch (secant(i - 1), secant(i)) {
      case (let before?, let after?):
        inner(before, after, xs[i] - xs[i - 1], xs[i + 1] - xs[i])
      case (nil, let first?):
        end(first, secant(i + 1), xs[i + 1] - xs[i], i + 2 < xs.count ? xs[i + 2] - xs[i + 1] : 1)
      case (let first?, nil):
        end(first, secant(i - 2), xs[i] - xs[i - 1], i > 1 ? xs[i - 1] - xs[i - 2] : 1)
      case (nil, nil): 0
      }
    }
  }

  private static func inner(_ before: Double, _ after: Double, _ left: Double, _ right: Double)
    -> Double
  {
    guard (before > 0) == (after > 0), before != 0, after != 0 else { return 0 }
    let parabola = (before * right + after * left) / (left + right)
    let size = min(abs(before), abs(after), abs(parabola) / 2)
    return before > 0 ? 2 * size : -2 * size
  }

  private static func end(_ first: Double, _ second: Double?, _ near: Double, _ far: Double)
    -> Double
  {
    guard let second else { return first }
    let share = near / (near + far)
    let parabola = first * (1 + share) - second * share
    if parabola * first <= 0 { return 0 }
    return abs(parabola) > 2 * abs(first) ? 2 * first : parabola
  }

  /// The weights of the values and the slopes at both ends of an interval, at a share of its length;
  /// those of the slopes are for an interval of length 1.
  static func weights(at t: Double) -> (
    start: Double, end: Double, startSlope: Double, endSlope: Double
  ) {
    let u = 1 - t
    return (u * u * (1 + 2 * t), t * t * (1 + 2 * u), u * u * t, -t * t * u)
  }
}
