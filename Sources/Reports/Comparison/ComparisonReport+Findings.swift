internal import Analysis

extension ComparisonReport {
  /// What came out, in a few sentences, whichever way it went.
  var finding: RichText {
    let opening: RichText =
      plain.meanCount > residual.meanCount
      ? "In this run the nets without shortcuts have more local minima: "
      : plain.meanCount < residual.meanCount
        ? "In this run the nets **with** shortcuts have more local minima, the opposite of what is usually told: "
        : "In this run both kinds have the same number of local minima: "
    let counts: RichText =
      "\(count(plain)) without shortcuts, \(count(residual)) with them\(isSingle ? "." : " (mean over seeds and planes).")"
    return opening + counts + testSentence + confirmationSentence
  }

  /// What a test over seeds says; empty where there is one seed.
  private var testSentence: RichText {
    guard min(plain.nets.count, residual.nets.count) > 1, let minima = comparisons[.minima],
      let test = minima.test
    else { return "" }
    let verdict =
      test.p < 0.05
      ? "Chance alone would seldom deal the seeds out like that"
      : "That is no more than chance could do"
    return
      " \(verdict): an exact permutation test over \(plain.nets.count) and \(residual.nets.count) seeds gives p = \(ReportNumber.p(test.p)) (Cliff's δ = \(ReportNumber.digits(minima.effect.cliffDelta, 2)))."
  }

  /// How many of the counted minima were confirmed; empty where none was looked at again.
  private var confirmationSentence: RichText {
    func total(_ arm: Arm, _ measure: Measure) -> Int? {
      arm.values(of: measure)?.joined().reduce(0) { $0 + Int($1) }
    }
    guard let plainConfirmed = total(plain, .confirmedMinima),
      let residualConfirmed = total(residual, .confirmedMinima),
      let plainCounted = total(plain, .minima), let residualCounted = total(residual, .minima)
    else { return "" }
    return
      " Looked at again at finer spacing, \(plainConfirmed) of the \(plainCounted) minima without shortcuts and \(residualConfirmed) of the \(residualCounted) with them were confirmed."
  }

  /// The larger of the two mean training losses over the smaller.
  var lossRatio: Double {
    let losses = arms.map(\.meanLoss)
    return (losses.max() ?? .nan) / (losses.min() ?? .nan)
  }

  /// What must be said beside the finding so that it is not taken for more than it is.
  var caveats: [RichText] {
    [trainingCaveat] + seedCaveats + samplingCaveats + [
      "A plane is a two-dimensional cut through a space of very many dimensions. A minimum on the plane is in general no minimum of the whole loss, and the absence of minima on a plane does not exclude them elsewhere.",
      "Each surface is the loss over \(samples) examples, not over the whole training set\(subsetError.map { ": \($0) at the centre (one standard error)." } ?? ".")",
    ]
  }

  private var trainingCaveat: RichText {
    let (worse, better) =
      plain.meanLoss > residual.meanLoss
      ? ("plain", "residual") : ("residual", "plain")
    let losses = arms.map(\.meanLoss)
    let (low, high) = (losses.min() ?? .nan, losses.max() ?? .nan)
    guard lossRatio > 1.25 else {
      return
        "Both kinds are trained to a similar loss (\(ReportNumber.digits(plain.meanLoss)) without and \(ReportNumber.digits(residual.meanLoss)) with shortcuts), so the training loss does not explain a difference."
    }
    let name = plain.nets.count > 1 ? "The \(worse) nets are" : "The \(worse) net is"
    return
      "**\(name) less trained**: the training loss is \(ReportNumber.digits(high)) against \(ReportNumber.digits(low)) for the \(better) kind. Part of the difference in the counts may come from that and not from the shortcuts themselves. Training the \(worse) nets on until the losses agree (`--plain-epochs` for the plain ones) would tell them apart."
  }

  private var seedCaveats: [RichText] {
    if min(plain.nets.count, residual.nets.count) == 1 {
      return [
        "One training seed for each kind is an illustration, not a test: another seed may come out otherwise. Use `--seeds` for more."
      ]
    }
    var lines: [RichText] = []
    if let limitation = PermutationTest.limitation(plain.nets.count, residual.nets.count) {
      lines.append(RichText(verbatim: limitation))
    }
    if arms.contains(where: { $0.nets[0].surfaces.count > 1 }) {
      lines.append(
        "Planes around one net see the same weights and are no independent repetitions: the unit of tests and intervals is the training seed."
      )
    }
    if comparisons.values.contains(where: {
      $0.first.method == .bootstrap || $0.second.method == .bootstrap
    }) {
      lines.append(
        "The intervals resample seeds and, within them, planes. With six seeds such an interval holds the true mean in about 91 % of cases where it says 95 %, with twelve in 94 %."
      )
    }
    lines.append(
      "The test asked about is that of the local minima. The p of other measures are not corrected for their number: one in twenty lies below 0.05 by chance."
    )
    return lines
  }

  private var samplingCaveats: [RichText] {
    let surfaces = arms.flatMap(\.surfaces)
    var lines: [RichText] = []
    let unresolved = surfaces.reduce(0.0) { total, surface in
      let measures = surface.measures
      guard measures[.confirmedMinima] == nil, let count = measures[.minima],
        let resolved = measures[.resolvedMinima]
      else { return total }
      return total + count - resolved
    }
    if unresolved > 0 {
      lines.append(
        "\(Int(unresolved)) of the counted minima \(unresolved == 1 ? "has a barrier" : "have barriers") no higher than what the grid spacing alone can invent in a narrow valley; a finer grid would show whether they are real."
      )
    }
    if !windows.isEmpty {
      lines.append(
        "A count depends on the window. The same window, in units of the norms of the filters, is used for both kinds, and the count on other half-widths stands above."
      )
    }
    return lines
  }

  /// Whether there is one surface of each kind, so that means are the numbers themselves.
  package var isSingle: Bool {
    arms.allSatisfy { $0.nets.count == 1 && $0.nets[0].surfaces.count == 1 }
  }

  private func count(_ arm: Arm) -> String {
    let mean = arm.meanCount
    return mean == mean.rounded() ? "\(Int(mean))" : ReportNumber.decimals(mean, 1)
  }

  /// The standard errors at the centres in per cent of the loss there, such as `± 1.5 %` or `± 1.2 to
  /// 3.1 %`; nil where none is known.
  private var subsetError: String? {
    let shares = arms.flatMap(\.surfaces).compactMap { surface in
      surface.centreError.map { 100 * $0 / surface.centreLoss }
    }.filter(\.isFinite)
    guard let least = shares.min(), let most = shares.max() else { return nil }
    let texts = [least, most].map { ReportNumber.digits($0, 2) }
    return texts[0] == texts[1] ? "± \(texts[0]) %" : "± \(texts[0]) to \(texts[1]) %"
  }
}
