package import Grids

/// A descent inside a plane to the minimum below a point.
///
/// Goals, in this order: never to pass over a barrier that could be seen at half the finest
/// spacing; to end in a minimum also where the loss has kinks; few evaluations.
///
/// - **Newton's method**, first with differences of what is sampled until it is close, then with
///   the exact gradient and Hessian, which take a hundred times as long. Where the Hessian is not
///   positive definite its eigenvalues are replaced by their magnitudes (Dauphin et al. 2014,
///   "saddle-free Newton"), so that every step goes down. Steps are no longer than a radius that
///   grows with success, and are halved until the loss falls enough (Armijo 1966).
/// - **The way is checked**: a step is taken only if the loss at points on it, at most half a
///   spacing apart, is nowhere higher than where it begins, but for the noise. So where a descent
///   ends in another place than it began, there is a way between the two without a barrier.
/// - **Pattern search** takes over where no step of Newton's succeeds, as at a kink of a net with
///   ReLU (see ``patternSearch(from:)``).
/// - **The window** is not left: a coordinate that arrives at its edge stays there while the loss
///   falls towards the outside.
///
/// A window without width along an axis is a line: the descent stays on it, and derivatives are those
/// along it.
///
/// Lengths inside are in units of the finest spacing, so that both axes are measured alike.
package struct PlaneDescent<Function: PlaneFunction> {
  /// Where a descent ended.
  package struct End: Hashable, Sendable {
    /// The point.
    package let point: PlanePoint
    /// The function there.
    package let model: LocalModel
    /// How it was found.
    package let method: MinimaConfirmation.Method
    /// Whether it lies on the edge of the window.
    package let isOnEdge: Bool
  }

  let function: Function
  /// The lowest and the highest coordinates of the window.
  let lower: PlanePoint
  let upper: PlanePoint
  /// The finest spacing along each axis.
  let spacing: PlanePoint
  /// The scale of the analysis, how far sampled losses can be off on it, and the height to which what
  /// matters is compared (see ``HeightScale/reference(in:)``).
  let scale: HeightScale
  let noise: Double
  let reference: Double

  /// Describes descents in a window.
  package init(
    function: Function, lower: PlanePoint, upper: PlanePoint, spacing: PlanePoint,
    scale: HeightScale, noise: Double, reference: Double
  ) {
    (self.function, self.lower, self.upper) = (function, lower, upper)
    (self.spacing, self.scale) = (spacing, scale)
    (self.noise, self.reference) = (noise, reference)
  }

  private static var mostSteps: Int { 40 }
  private static var mostExactSteps: Int { 8 }
  /// So close to the minimum, in spacings, exact derivatives take over.
  private static var closeness: Double { 0.1 }
  private static var mostHalvings: Int { 6 }
  /// A step that had to be halved this often shows that the model does not describe the loss, as on
  /// the two sides of a kink; after this many of them in succession Newton's method is given up.
  private static var manyHalvings: Int { 3 }
  private static var mostPoorSteps: Int { 2 }
  private static var longestStep: Double { 16 }
  /// A step of this length, in spacings, is none.
  private static var shortestStep: Double { 1e-3 }
  /// A fall of less than this share of the reference is the last: 10⁻⁶ decades are about the noise of
  /// a mean in single precision. A net with ReLU has kinks of that size everywhere.
  private static var smallestGain: Double { 1e-6 }
  private static var sufficientDecrease: Double { 1e-4 }

  /// Descends from a point.
  package func end(from start: PlanePoint) throws -> End {
    // What is sampled is had in a hundredth of the time: it leads close.
    let near = try newton(
      from: start, model: differenceModel, losses: function.losses, steps: Self.mostSteps,
      shortest: Self.closeness
    ).point
    let result = try newton(
      from: near, model: exactModel, losses: function.exactLosses, steps: Self.mostExactSteps,
      shortest: Self.shortestStep)
    if result.isMinimum { return end(result.point, result.model, .newton) }
    let found = try patternSearch(from: result.point)
    return end(found, try exactModel(at: found), .patternSearch)
  }

  /// Whether the window extends along each axis.
  private var hasX: Bool { lower.x < upper.x }
  private var hasY: Bool { lower.y < upper.y }

  private func exactModel(at point: PlanePoint) throws -> LocalModel {
    try function.model(at: point).restricted(toX: hasX, y: hasY)
  }

  /// Newton's method.
  ///
  /// - Parameters:
  ///   - model: the function to second order.
  ///   - losses: the function, to see whether a step goes down.
  ///   - steps: how many may be taken.
  ///   - shortest: the length of a step that is none, in spacings.
  /// - Returns: where it ended, and whether there is nothing more to be gained there.
  private func newton(
    from start: PlanePoint, model modelAt: (PlanePoint) throws -> LocalModel,
    losses: ([PlanePoint]) throws -> [Double], steps: Int, shortest: Double
  ) throws -> (point: PlanePoint, model: LocalModel, isMinimum: Bool) {
    var point = start
    var radius = 1.0
    var poorSteps = 0
    var model = try modelAt(point)
    for _ in 0..<steps {
      guard model.loss.isFinite, model.eigenvalues.allSatisfy(\.isFinite) else { break }
      let step = newtonStep(model, at: point)
      let length = (step.u * step.u + step.v * step.v).squareRoot()
      guard length > shortest else { return (point, model, true) }
      let least = scale.rise(ofSmallHeight: Self.smallestGain * reference, at: model.loss)
      guard step.gain > least else {
        let last = moved(point, by: (step.u * min(1, 1 / length), step.v * min(1, 1 / length)))
        guard let loss = try losses([last]).first, loss < model.loss,
          try isPassable(from: point, to: last, length: min(1, length), atMost: model.loss)
        else { return (point, model, true) }
        return (last, try modelAt(last), true)
      }
      let part = min(1, radius / length)
      guard poorSteps < Self.mostPoorSteps,
        let (next, halvings) = try accepted(step, part: part, at: point, model, losses)
      else { break }
      radius = halvings == 0 ? min(2 * radius, Self.longestStep) : max(radius / 2, 1)
      poorSteps = halvings < Self.manyHalvings ? 0 : poorSteps + 1
      point = next
      model = try modelAt(point)
    }
    return (point, model, false)
  }

  /// The function to second order from differences of what is sampled, half a spacing apart;
  /// towards the edge of the window those of the nearest point that has room.
  private func differenceModel(at point: PlanePoint) throws -> LocalModel {
    let (hx, hy) = (hasX ? spacing.x / 2 : 0, hasY ? spacing.y / 2 : 0)
    let center = PlanePoint(
      x: min(max(point.x, lower.x + hx), upper.x - hx),
      y: min(max(point.y, lower.y + hy), upper.y - hy))
    let offsets = (-1...1).flatMap { v in (-1...1).map { u in (u: Double(u), v: Double(v)) } }
    let f = try function.losses(
      at: offsets.map { PlanePoint(x: center.x + $0.u * hx, y: center.y + $0.v * hy) } + [point])
    return LocalModel(
      loss: f[9], gradient: ((f[5] - f[3]) / (2 * hx), (f[7] - f[1]) / (2 * hy)),
      hessian: (
        (f[5] - 2 * f[4] + f[3]) / (hx * hx), (f[8] - f[6] - f[2] + f[0]) / (4 * hx * hy),
        (f[7] - 2 * f[4] + f[1]) / (hy * hy)
      )
    ).restricted(toX: hasX, y: hasY)
  }

  private func end(
    _ point: PlanePoint, _ model: LocalModel, _ method: MinimaConfirmation.Method
  ) -> End {
    End(
      point: point, model: model, method: method,
      isOnEdge: hasX && (point.x == lower.x || point.x == upper.x)
        || hasY && (point.y == lower.y || point.y == upper.y))
  }

  /// A step in spacings.
  private struct Step {
    var u = 0.0
    var v = 0.0
    /// The derivative of the loss along it.
    var slope = 0.0
    /// The fall of the loss that the model promises.
    var gain = 0.0
  }

  private func newtonStep(_ model: LocalModel, at point: PlanePoint) -> Step {
    let (gu, gv) = (model.gradient.x * spacing.x, model.gradient.y * spacing.y)
    let huu = model.hessian.xx * spacing.x * spacing.x
    let huv = model.hessian.xy * spacing.x * spacing.y
    let hvv = model.hessian.yy * spacing.y * spacing.y
    // Where the loss is straight, a step is at most a thousand spacings long.
    let flattest = 1e-3 * (gu * gu + gv * gv).squareRoot()
    func curvature(_ value: Double, largest: Double = 0) -> Double {
      max(abs(value), 1e-10 * largest, flattest, .leastNormalMagnitude)
    }
    let isFixedX = !hasX || point.x <= lower.x && gu > 0 || point.x >= upper.x && gu < 0
    let isFixedY = !hasY || point.y <= lower.y && gv > 0 || point.y >= upper.y && gv < 0
    var step = Step()
    switch (isFixedX, isFixedY) {
    case (true, true): break
    case (true, false): step.v = -gv / curvature(hvv)
    case (false, true): step.u = -gu / curvature(huu)
    case (false, false):
      let (axis, low, high) = eigenpairs(huu, huv, hvv)
      let largest = max(abs(low), abs(high))
      // Along the axis of the larger eigenvalue and across it.
      let along = -(axis.u * gu + axis.v * gv) / curvature(high, largest: largest)
      var across = -(-axis.v * gu + axis.u * gv) / curvature(low, largest: largest)
      // On the crest of a saddle the gradient shows no side; either is as good.
      if low < 0, abs(across) < 1e-3 { across = across < 0 ? -0.5 : 0.5 }
      (step.u, step.v) = (axis.u * along - axis.v * across, axis.v * along + axis.u * across)
    }
    step.slope = gu * step.u + gv * step.v
    step.gain =
      -step.slope
      - (huu * step.u * step.u + 2 * huv * step.u * step.v + hvv * step.v * step.v) / 2
    return step
  }

  /// The unit eigenvector of the larger eigenvalue, and both eigenvalues.
  private func eigenpairs(_ uu: Double, _ uv: Double, _ vv: Double)
    -> (axis: (u: Double, v: Double), low: Double, high: Double)
  {
    let difference = (uu - vv) / 2
    let radius = (difference * difference + uv * uv).squareRoot()
    let mean = (uu + vv) / 2
    guard radius > 0 else { return ((1, 0), mean, mean) }
    // Of the two forms of the eigenvector the one without cancellation.
    let (u, v) = difference >= 0 ? (difference + radius, uv) : (uv, radius - difference)
    let norm = (u * u + v * v).squareRoot()
    return ((u / norm, v / norm), mean - radius, mean + radius)
  }

  /// The point that a step leads to, halved as often as needed; nil if it does not go down.
  private func accepted(
    _ step: Step, part whole: Double, at point: PlanePoint, _ model: LocalModel,
    _ losses: ([PlanePoint]) throws -> [Double]
  ) throws -> (PlanePoint, halvings: Int)? {
    var part = whole
    for halving in 0...Self.mostHalvings {
      let next = moved(point, by: (step.u * part, step.v * part))
      let length = (step.u * step.u + step.v * step.v).squareRoot() * part
      let wanted = model.loss + Self.sufficientDecrease * part * min(0, step.slope)
      if let loss = try losses([next]).first, loss < model.loss, loss <= wanted,
        try isPassable(from: point, to: next, length: length, atMost: model.loss)
      {
        return (next, halving)
      }
      part /= 2
    }
    return nil
  }

  /// Whether the loss between two points, sampled at most half a spacing apart, is nowhere higher
  /// than a loss, but for the noise.
  ///
  /// - Parameter length: the distance in spacings, or more.
  func isPassable(
    from start: PlanePoint, to end: PlanePoint, length: Double, atMost loss: Double
  ) throws -> Bool {
    let pieces = Int((2 * length).rounded(.up))
    guard pieces > 1 else { return true }
    let highest = scale.height(of: loss) + noise
    let passed = try function.losses(
      at: (1..<pieces).map { piece -> PlanePoint in
        let share = Double(piece) / Double(pieces)
        return PlanePoint(
          x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
      })
    return passed.allSatisfy { scale.height(of: $0) <= highest }
  }

  /// A point moved by some spacings, kept in the window.
  func moved(_ point: PlanePoint, by step: (u: Double, v: Double)) -> PlanePoint {
    PlanePoint(
      x: min(max(point.x + step.u * spacing.x, lower.x), upper.x),
      y: min(max(point.y + step.v * spacing.y, lower.y), upper.y))
  }
}
