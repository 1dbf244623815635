internal import Grids

extension Confirmer {
  /// The barrier around a minimum.
  struct Barrier {
    /// Its height and its allowance, in the unit of the scale.
    let height: Double
    let allowance: Double?
    /// Whether it rests on sampled points only.
    let isCovered: Bool
    /// Whether something lies lower, but walls leave no way there: then the height is that of the
    /// highest point of the region.
    let isCutOff: Bool
  }

  /// Measures the barriers around the own minima of candidates, over sampled points only as far as
  /// points are allowed.
  ///
  /// A way out of a minimum ends where it is undercut by more than the noise, or at a minimum that
  /// is known to be lower: of equally deep ones, which noise puts in any order, so each but one has
  /// a barrier.
  mutating func measureBarriers(_ places: [Place]) throws -> [Int: Barrier] {
    let ends = places.indices.compactMap {
      index -> (index: Int, end: Descent.End, start: Int)? in
      guard case .own(let end, let start) = places[index] else { return nil }
      return (index, end, start)
    }.sorted { ($0.end.model.loss, $0.index) < ($1.end.model.loss, $1.index) }
    while true {
      let (losses, scaled) = fields(level: finest)
      var wanted = WantedPoints()
      var barriers: [Int: Barrier] = [:]
      var lower: Set<Int> = []
      for (index, end, start) in ends {
        let bottom = bottom(at: end, from: start, in: scaled)
        let refined = scale.height(of: end.model.loss)
        let depth =
          refined.isFinite ? min(refined, scaled.values[bottom]) : scaled.values[bottom]
        let undercut = depth - noiseFloor
        let isLowest =
          lower.isEmpty && scaled.values.allSatisfy { !$0.isFinite || $0 >= undercut }
        let out =
          isLowest
          ? WayOut(fromLowestOf: scaled)
          : WayOut(in: scaled, from: bottom) {
            scaled.values[$0] < undercut || lower.contains($0)
          }
        let isOpen = add(out, from: bottom, depth: depth, losses, level: finest, to: &wanted)
        barriers[index] = Barrier(
          height: out.level - depth,
          allowance: out.way.isEmpty
            ? nil
            : allowance(along: out.ascent, losses, below: end, at: bottom),
          isCovered: !isOpen, isCutOff: out.way.isEmpty && !isLowest)
        lower.insert(bottom)
      }
      guard try sample(wanted.points, level: finest) else { return barriers }
    }
  }

  /// The allowance of a way at the finest spacing, in the unit of the scale.
  ///
  /// At a kink whose slopes differ by s the interpolated loss exceeds that between two points by up
  /// to h·s/4, and the larger one of the second differences on its two sides is at least h·s/2:
  /// there sampling may invent κ/2, four times as much as on what is curved. So that is allowed
  /// where the descent had to do without derivatives.
  private func allowance(
    along way: ArraySlice<Int>, _ losses: ScalarField, below end: Descent.End,
    at bottom: Int
  ) -> Double? {
    let rise = SamplingAllowance(losses: losses, scale: scale).rise(along: Array(way))
    return rise.flatMap {
      scale.height(
        ofRise: end.method == .patternSearch ? 4 * $0 : $0,
        above: min(end.model.loss, losses.values[bottom]))
    }
  }

  /// What is found of a candidate.
  func finding(of place: Place, barrier: Barrier?) -> MinimaConfirmation.Finding {
    switch place {
    case .border:
      return .init(.unresolved, .onBorder)
    case .outside(let end):
      return .init(.artefact, .leavesWindow, refined: refined(end))
    case .other(let rank, let end):
      return .init(.artefact, .runsIntoLower, refined: end.map(refined), runsInto: rank)
    case .own(let end, _):
      guard let barrier else { preconditionFailure("a minimum without a barrier") }
      let height = barrier.height
      let (verdict, reason): (MinimaConfirmation.Verdict, MinimaConfirmation.Reason) =
        if barrier.isCutOff {
          (.unresolved, .cutOff)
        } else if height < threshold {
          (.belowThreshold, .refinedBarrier)
        } else if !barrier.isCovered {
          (.unresolved, .notCovered)
        } else if height > (barrier.allowance ?? 0) + noiseFloor {
          (.confirmed, .barrierStands)
        } else {
          (.unresolved, .withinAllowance)
        }
      return .init(
        verdict, reason, refined: refined(end), barrier: height, allowance: barrier.allowance)
    }
  }

  private func refined(_ end: Descent.End) -> MinimaConfirmation.Refined {
    let hessian = end.model.hessian
    return MinimaConfirmation.Refined(
      x: end.point.x, y: end.point.y, loss: end.model.loss,
      gradientNorm: end.model.gradientNorm,
      hessianEigenvalues: surface.grids[0].isLine
        ? [surface.grids[0].rows == 1 ? hessian.xx : hessian.yy] : end.model.eigenvalues,
      method: end.method)
  }
}
