internal import Analysis
package import Documents
internal import Numerals

extension ComparisonReport {
  /// What came out, in a few sentences, whichever way it went.
  package var finding: RichText {
    let opening: RichText =
      plain.meanCount > residual.meanCount
      ? "In this run the nets without shortcuts have more local minima: "
      : plain.meanCount < residual.meanCount
        ? "In this run the nets **with** shortcuts have more local minima, contrary to the usual claim: "
        : "In this run both kinds have the same number of local minima: "
    let counts: RichText =
      "\(count(plain)) without shortcuts, \(count(residual)) with them\(isSingle ? "." : " (mean over seeds and planes).")"
    return opening + counts + testSentence + confirmationSentence + untrainedSentence
  }

  /// That the counts are not those of trained nets; empty where all nets have learnt.
  private var untrainedSentence: RichText {
    guard let names = untrainedNets else { return "" }
    return
      " **\(names) learnt**: the training loss is not noticeably below that of guessing, so these counts do not compare trained nets."
  }

  /// What a test over seeds says; empty where there is one seed.
  private var testSentence: RichText {
    let (first, second) = (plain.nets.count, residual.nets.count)
    guard min(first, second) > 1, let minima = comparisons[.minima] else { return "" }
    let effect = "Cliff's δ = \(minima.effect.cliffDelta.written(.significant(2)))"
    guard let test = minima.test else {
      return
        " \(first) and \(second) seeds are too many for an exact permutation test (\(effect))."
    }
    let isFarthest = PermutationTest.smallestP(first, second).map { test.p <= $0 } ?? false
    let verdict =
      test.p < 0.05
      ? "A split this extreme would rarely arise by chance"
      : isFarthest
        ? "The split is as extreme as these seeds allow, but with so few of them it may still arise by chance"
        : "Chance alone can explain such a split"
    return
      " \(verdict): an exact permutation test over \(first) and \(second) seeds gives p = \(test.p.probability) (\(effect))."
  }

  /// What became of the counted minima; empty where not all were looked at again.
  private var confirmationSentence: RichText {
    guard let looks = secondLooks else { return "" }
    return
      " Sampled again at finer spacing, of the minima without shortcuts \(looks.plain.words); of those with them \(looks.residual.words)."
  }

  /// The larger of the two mean training losses over the smaller.
  var lossRatio: Double {
    let losses = arms.map(\.meanLoss)
    return (losses.max() ?? .nan) / (losses.min() ?? .nan)
  }

  /// What must be said beside the finding so that it is not taken for more than it is.
  package var caveats: [RichText] {
    (untrainedCaveat.map { [$0] } ?? []) + [lossCaveat] + unevenTrainingCaveats + seedCaveats
      + samplingCaveats + [
        Self.planeCaveat, subsetCaveat,
      ]
  }

  /// What no plane shows.
  package static let planeCaveat: RichText =
    "A plane is a two-dimensional cut through a space of very many dimensions. A minimum on the plane is generally not a minimum of the full loss, and the absence of minima on a plane does not exclude them elsewhere."

  /// What the mean losses do not show of the training.
  private var unevenTrainingCaveats: [RichText] {
    var lines: [RichText] = []
    if let first = plain.epochs, let second = residual.epochs, first != second {
      lines.append(
        "The plain nets were trained for \(first) epochs and the residual ones for \(second), each with a schedule of that length: even where their losses agree, the number of steps does not."
      )
    }
    for (name, net) in poorlyTrained {
      let counts = net.counts.reduce(0, +)
      let all = (name == "plain" ? plain : residual).surfaces.reduce(0) { $0 + $1.count }
      let share =
        all == 0
        ? "" : ": \(counts) of their \(all) minima \(counts == 1 ? "is" : "are") on its planes"
      lines.append(
        "The \(name) net of seed \(net.seed) is far less trained than the others of its kind (loss \(net.trainLoss.written(.significant(3))))\(share)."
      )
    }
    return lines
  }

  /// Which part of the data the surfaces are of.
  private var subsetCaveat: RichText {
    if trainingExamples == samples {
      return "Each surface is the loss over all \(samples) training examples."
    }
    let whole = trainingExamples.map { "of the \($0) training examples" }
    return
      "Each surface is the loss over \(samples) \(whole ?? "examples, not over the whole training set")\(subsetError.map { ": \($0) at the centre (one standard error)." } ?? ".")"
  }

  /// The nets whose training loss is more than twice the median of their kind, as ``lifted(_:)`` has it:
  /// among losses far below the offset none is poor.
  var poorlyTrained: [(name: String, net: Net)] {
    [("plain", plain), ("residual", residual)].flatMap { name, arm in
      let losses = arm.nets.map(\.trainLoss).sorted()
      let median = (losses[(losses.count - 1) / 2] + losses[losses.count / 2]) / 2
      return arm.nets.filter { arm.nets.count > 2 && lifted($0.trainLoss) > 2 * lifted(median) }
        .map { (name: name, net: $0) }
    }
  }

  private var seedCaveats: [RichText] {
    let (first, second) = (plain.nets.count, residual.nets.count)
    if min(first, second) == 1 {
      return [
        "One training seed for each kind is an illustration, not a test: another seed may give another result. Train more seeds for a test."
      ]
    }
    var lines: [RichText] = []
    if let limitation = PermutationTest.limitation(first, second) {
      lines.append(RichText(verbatim: limitation))
    }
    if arms.contains(where: { $0.nets[0].surfaces.count > 1 }) {
      lines.append(
        "Planes around one net share its weights and are not independent: the unit of tests and intervals is the training seed."
      )
    }
    let samples = comparisons.values.flatMap { [$0.first, $0.second] }
    if samples.contains(where: { $0.method == .bootstrap }) {
      lines.append(
        "The intervals resample seeds and, within them, planes. Simulated for normal values, such an interval holds the true mean in about 91 % of cases with six seeds where it says 95 %, and in 94 % with twelve."
      )
    }
    if samples.contains(where: { $0.method == .student }) {
      lines.append(
        "Student's intervals assume that the seeds' means are normally distributed: with few seeds they are wide, and may reach beyond what is possible, such as a count below zero."
      )
    }
    if samples.contains(where: { $0.interval == nil }) {
      lines.append(
        "Where all seeds have the same mean, no interval is given: agreement between a few seeds does not show how certain their mean is."
      )
    }
    if let smallest = PermutationTest.smallestP(first, second), smallest < 0.05 {
      lines.append(
        "The test of interest is that of the local minima. The p-values of the other measures are not corrected for multiple testing: one in twenty is below 0.05 by chance."
      )
    }
    return lines
  }

  private var samplingCaveats: [RichText] {
    var lines: [RichText] = []
    if let omittedLooks {
      lines.append(
        "The run also looked again at the minima that it had counted \(omittedLooks.phrase). This report counts them anew, and leaves those second looks out."
      )
    }
    let unresolved = unresolvedCount
    if unresolved > 0 {
      lines.append(
        "\(unresolved) of the counted minima \(unresolved == 1 ? "has a barrier" : "have barriers") no higher than what grid spacing alone can produce in a narrow valley; a finer grid would show whether they are real."
      )
    }
    let undecided = secondLooks.map { $0.plain.undecided + $0.residual.undecided } ?? 0
    if undecided > 0 {
      lines.append(
        "\(undecided) of the counted minima could not be decided at a quarter of the spacing: up to that many more than were confirmed may be real."
      )
    }
    if !windows.isEmpty {
      lines.append(
        "A count depends on the window. The same window, in units of filter norm, is used for both kinds, and the counts at other half-widths are given above."
      )
    }
    return lines
  }

  /// The counted minima that nobody looked at again and whose barriers the grid alone can invent.
  var unresolvedCount: Int {
    arms.flatMap(\.surfaces).reduce(0) { total, surface in
      guard surface.measures[.confirmedMinima] == nil,
        let resolved = surface.measures[.resolvedMinima]
      else { return total }
      return total + surface.count - Int(resolved)
    }
  }

  /// Whether there is one surface of each kind, so that means are the numbers themselves.
  package var isSingle: Bool {
    arms.allSatisfy { $0.nets.count == 1 && $0.nets[0].surfaces.count == 1 }
  }

  /// The mean count of an arm, with so many decimals that different ones look different.
  package func count(_ arm: Arm) -> String {
    let mean = arm.meanCount
    if mean == mean.rounded() { return mean.written(.decimals(0)) }
    let isClose = abs(plain.meanCount - residual.meanCount) < 0.1
    return mean.written(.decimals(isClose ? 3 : 1))
  }

  /// The standard errors at the centres in per cent of the loss there, such as `± 1.5 %` or `± 1.2 to
  /// 3.1 %`; nil where none is known.
  private var subsetError: String? {
    centreErrors.map { range in
      let texts = [range.lowerBound, range.upperBound].map { $0.written(.significant(2)) }
      return texts[0] == texts[1] ? "± \(texts[0]) %" : "± \(texts[0]) to \(texts[1]) %"
    }
  }

  /// The smallest and the largest of those errors, in per cent.
  var centreErrors: ClosedRange<Double>? {
    let shares = arms.flatMap(\.surfaces).compactMap { surface in
      surface.centreError.map { 100 * $0 / surface.centreLoss }
    }.filter(\.isFinite)
    guard let least = shares.min(), let most = shares.max() else { return nil }
    return least...most
  }
}
