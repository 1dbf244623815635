internal import Analysis
internal import Documents
internal import Numerals
internal import RealModule

/// What must be said of the training of the nets before their landscapes are compared.
extension ComparisonReport {
  // MARK: Guessing

  /// The loss of guessing, ln(classes); nil where the number of classes is unknown.
  var guessingLoss: Double? { classes.map { Double.log(Double($0)) } }

  /// Whether a net is no better than guessing: a loss of at least 99 % of ln(classes), and an accuracy
  /// at most a quarter, or 2.5 percentage points, above 1 / classes. A net that is often right has
  /// learnt something, however high its loss.
  func isUntrained(_ net: Net) -> Bool {
    guard let classes, let guessing = guessingLoss else { return false }
    let chance = 100 / Double(classes)
    return net.trainLoss >= 0.99 * guessing
      && net.trainAccuracy <= max(1.25 * chance, chance + 2.5)
  }

  /// The nets that are no better than guessing, by kind; kinds without any are left out.
  var untrained: [(name: String, nets: [Net])] {
    [("plain", plain), ("residual", residual)].map { name, arm in
      (name: name, nets: arm.nets.filter(isUntrained))
    }.filter { !$0.nets.isEmpty }
  }

  /// Which nets have not learnt, in words; nil where all have.
  package var untrainedNets: String? {
    let arms = ["plain": plain, "residual": residual]
    let found = untrained
    guard !found.isEmpty else { return nil }
    if found.count == 2, found.allSatisfy({ $0.nets.count == arms[$0.name]?.nets.count }) {
      return "None of these nets has"
    }
    let parts = found.map { name, nets in
      let all = arms[name]?.nets.count ?? 0
      if nets.count == all { return all == 1 ? "the \(name) net" : "the \(name) nets" }
      return "\(nets.count) of the \(all) \(name) nets"
    }
    let isOne = found.count == 1 && found[0].nets.count == 1
    let text = parts.joined(separator: " and ")
    return text.prefix(1).uppercased() + text.dropFirst() + (isOne ? " has not" : " have not")
  }

  /// What it means that nets have not learnt; nil where all have.
  var untrainedCaveat: RichText? {
    guard let names = untrainedNets, let classes, let guessing = guessingLoss else { return nil }
    let nets = untrained.flatMap(\.nets)
    let losses = Self.span(nets.map(\.trainLoss), .significant(3))
    let hits = Self.span(nets.map(\.trainAccuracy), .decimals(1))
    let isOne = nets.count == 1
    return
      "**\(names) learnt**: the training loss (\(losses)) is not noticeably below that of guessing among \(classes) classes (\(guessing.written(.significant(3)))), and the accuracy (\(hits) %) not noticeably above chance (\((100 / Double(classes)).written(.significant(3))) %). \(planes(of: nets)) \(isOne ? "Its" : "Their") minima say nothing about trained nets: train until the loss is well below that of guessing before comparing landscapes."
  }

  /// How the loss varies on the planes of some nets: flat is less than a factor of two.
  private func planes(of nets: [Net]) -> String {
    let ranges = nets.flatMap(\.surfaces).compactMap(\.lossRange)
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      return "No finite loss is recorded for their planes."
    }
    let (first, last) = (low.written(.significant(3)), high.written(.significant(3)))
    return low > 0 && high < 2 * low
      ? "Their planes are flat: the loss is \(first) to \(last)."
      : "On their planes the loss is \(first) to \(last)."
  }

  private static func span(_ values: [Double], _ style: NumberStyle) -> String {
    let texts = [values.min() ?? .nan, values.max() ?? .nan].map { $0.written(style) }
    return texts[0] == texts[1] ? texts[0] : "\(texts[0]) to \(texts[1])"
  }

  // MARK: The losses of the two kinds

  /// How the training losses of the two kinds compare.
  enum LossAgreement: Equatable {
    /// A loss is missing or not finite.
    case unknown
    /// The means are the same number.
    case equal
    /// They differ by more than a factor of 1.25, on the scale on which minima are counted.
    case far
    /// They differ by less, but by more than the seeds scatter; the p of the test, where there is one.
    case apart(p: Double?)
    /// They differ by no more than the seeds scatter; the p of the test, where there is one.
    case withinScatter(p: Double?)
    /// They are close, and one seed shows no scatter.
    case closeOfOneSeed
  }

  /// A training loss as it is compared with others by ratio: with the offset of the scale, where that
  /// lifts it, so that losses near zero do not differ by more than the heights show.
  func lifted(_ loss: Double) -> Double { loss + max(0, scale.offset ?? 0) }

  var lossAgreement: LossAgreement {
    let losses = arms.map(\.meanLoss)
    guard losses.allSatisfy(\.isFinite), let comparison = comparisons[.trainLoss] else {
      return .unknown
    }
    let (low, high) = (min(losses[0], losses[1]), max(losses[0], losses[1]))
    if low == high { return .equal }
    if lifted(high) / lifted(low) > 1.25 { return .far }
    let (first, second) = (plain.nets.count, residual.nets.count)
    guard min(first, second) > 1 else { return .closeOfOneSeed }
    if let p = comparison.test?.p {
      // With few seeds no p is small: then losses that lie as far apart as they can do not agree.
      let isFarthest = PermutationTest.smallestP(first, second).map { p <= $0 } ?? false
      return p < 0.05 || isFarthest ? .apart(p: p) : .withinScatter(p: p)
    }
    guard let a = comparison.first.interval, let b = comparison.second.interval else {
      return .apart(p: nil)
    }
    return a.overlaps(b) ? .withinScatter(p: nil) : .apart(p: nil)
  }

  /// Whether the training may explain a difference in the counts.
  var lossCaveat: RichText {
    let texts = arms.map { $0.meanLoss.written(.significant(3)) }
    let both = "\(texts[0]) without and \(texts[1]) with shortcuts"
    let (worse, better) =
      plain.meanLoss > residual.meanLoss ? ("plain", "residual") : ("residual", "plain")
    let isOne = (worse == "plain" ? plain : residual).nets.count == 1
    let name = isOne ? "The \(worse) net is" : "The \(worse) nets are"
    let consequence =
      "Part of a difference in the counts may come from that and not from the shortcuts. To tell them apart, train the \(worse) nets for more epochs, until the losses agree."
    func test(_ p: Double?) -> String {
      p.map { "p = \($0.probability), exact permutation test" }
        ?? "too many seeds for an exact test; judged by their spread"
    }
    switch lossAgreement {
    case .unknown:
      return
        "The training losses (\(both)) cannot be compared: not all of them are finite numbers. How much of a difference in the counts comes from the training is therefore unknown."
    case .equal:
      return
        "Both kinds have the same training loss (\(both)), so the training loss does not explain a difference."
    case .far:
      let losses = worse == "plain" ? texts : [texts[1], texts[0]]
      return
        "**\(name) less trained**: the training loss is \(losses[0]) against \(losses[1]) for the \(better) kind. \(consequence)"
    case .apart(let p):
      return
        "**\(name) less trained**: the training losses are close (\(both)), but they differ by more than the seeds scatter (\(test(p))). \(consequence)"
    case .withinScatter(let p):
      return
        "The training losses agree within the scatter of the seeds (\(both); \(test(p))), so the training loss does not explain a difference."
    case .closeOfOneSeed:
      return
        "The training losses are close (\(both)), but one seed of a kind does not show how much they scatter: the training loss may explain part of a difference."
    }
  }
}
