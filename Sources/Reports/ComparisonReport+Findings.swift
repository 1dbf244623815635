internal import Analysis
internal import Foundation

extension ComparisonReport {
  /// What came out, in one or two sentences, whichever way it went.
  var finding: String {
    let plainText = count(plain)
    let residualText = count(residual)
    let opening =
      plain.meanCount > residual.meanCount
      ? "In this run the nets without shortcuts have more local minima: "
      : plain.meanCount < residual.meanCount
        ? "In this run the nets **with** shortcuts have more local minima, the opposite of what "
          + "is usually told: "
        : "In this run both kinds have the same number of local minima: "
    return opening + "\(plainText) without shortcuts, \(residualText) with them"
      + (isSingle ? "." : " (mean over seeds and planes).")
  }

  /// What must be said beside the finding so that it is not taken for more than it is.
  var caveats: [String] {
    var lines: [String] = []
    let ratio = plain.meanLoss / residual.meanLoss
    if ratio > 1.25 || ratio < 0.8 {
      let (worse, better) = ratio > 1 ? ("plain", "residual") : ("residual", "plain")
      lines.append(
        "**The \(worse) net is less trained**: its training loss is \(number(max(plain.meanLoss, residual.meanLoss))) "
          + "against \(number(min(plain.meanLoss, residual.meanLoss))) for the \(better) one. Part of the difference "
          + "in the counts may come from that and not from the shortcuts themselves. Training the "
          + "\(worse) net on until the losses agree would tell them apart.")
    } else {
      lines.append(
        "Both kinds are trained to a similar loss (\(number(plain.meanLoss)) without and "
          + "\(number(residual.meanLoss)) with shortcuts), so the training loss does not explain a difference."
      )
    }
    let seeds = min(plain.nets.count, residual.nets.count)
    if seeds == 1 {
      lines.append(
        "One training seed for each kind is an illustration, not a test: another seed may come "
          + "out otherwise. Use `--seeds` for more.")
    } else if let limitation = PermutationTest.limitation(plain.nets.count, residual.nets.count) {
      lines.append(limitation)
    }
    let artefacts = arms.flatMap(\.nets).flatMap(\.surfaces).reduce(0) { total, surface in
      total
        + surface.analysis.minima.count {
          $0.persistence >= threshold && $0.isWithinSampling && !$0.isOnBorder
        }
    }
    if artefacts > 0 {
      lines.append(
        "\(artefacts) of the counted minima \(artefacts == 1 ? "has a barrier" : "have barriers") no higher than what the grid spacing alone can "
          + "invent in a narrow valley; a finer grid would show whether they are real.")
    }
    lines.append(
      "A plane is a two-dimensional cut through a space of very many dimensions. A minimum on the "
        + "plane is in general no minimum of the whole loss, and the absence of minima on a plane "
        + "does not exclude them elsewhere.")
    lines.append(
      "Each surface is the loss over \(samples) examples, not over the whole training set.")
    return lines
  }

  var arms: [Arm] { [plain, residual] }

  private var isSingle: Bool {
    arms.allSatisfy { $0.nets.count == 1 && $0.nets[0].surfaces.count == 1 }
  }

  private func count(_ arm: Arm) -> String {
    let mean = arm.meanCount
    return mean == mean.rounded() ? "\(Int(mean))" : String(format: "%.1f", mean)
  }

  /// A number with three significant digits.
  func number(_ value: Double) -> String { String(format: "%.3g", value) }
}
