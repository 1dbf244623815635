extension ComparisonReport {
  /// What became of all counted minima of one kind of nets when they were looked at again.
  struct SecondLook: Equatable {
    let counted: Int
    let confirmed: Int
    let artefacts: Int
    /// Those whose refined barrier is below the threshold.
    let below: Int
    let undecided: Int

    /// The totals of an arm; nil where not every surface was looked at again.
    init?(_ arm: Arm) {
      func total(_ measure: Measure) -> Int? {
        arm.values(of: measure)?.joined().reduce(0) { $0 + Int($1) }
      }
      guard let counted = total(.minima), let confirmed = total(.confirmedMinima),
        let artefacts = total(.artefactMinima), let undecided = total(.undecidedMinima)
      else { return nil }
      (self.counted, self.confirmed) = (counted, confirmed)
      (self.artefacts, self.undecided) = (artefacts, undecided)
      below = total(.refinedBelowMinima) ?? counted - confirmed - artefacts - undecided
    }

    /// The totals as words, such as `94 of 171 were confirmed, 48 are artefacts of the grid`.
    var words: String {
      let others = [
        (artefacts, artefacts == 1 ? "is an artefact of the grid" : "are artefacts of the grid"),
        (
          below,
          below == 1 ? "has a barrier below the threshold" : "have barriers below the threshold"
        ),
        (undecided, "stayed undecided"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      let opening = "\(confirmed) of \(counted) \(confirmed == 1 ? "was" : "were") confirmed"
      return ([opening] + others).joined(separator: ", ")
    }
  }

  /// The totals of both kinds, where both were looked at again.
  var secondLooks: (plain: SecondLook, residual: SecondLook)? {
    guard let first = SecondLook(plain), let second = SecondLook(residual) else { return nil }
    return (first, second)
  }
}
